import type { Manifest } from '../../../src/model/manifest.ts';

/** A reference or selector in a managed resource, with where it stands. */
interface Link {
  readonly where: string;
  readonly field: string;
  readonly value: object;
}

function* linksIn(value: unknown, where: string): Iterable<Link> {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    if (
      /(Ref|Selector)$/.test(field) &&
      !['providerConfigRef', 'writeConnectionSecretToRef', 'classRef'].includes(field)
    )
      yield { where, field, value: Object(inner) };
    else yield* linksIn(inner, where);
  }
}

function leadsTo({ field, value }: Link, manifest: Manifest): boolean {
  if ('name' in value) return manifest.metadata.name === value.name && fits(field, manifest.kind);
  const labels = manifest.metadata.labels ?? {};
  const wanted = Object.entries(Object('matchLabels' in value ? value.matchLabels : {}));
  return wanted.length > 0 && wanted.every(([key, text]) => labels[key] === text) && fits(field, manifest.kind);
}

/** Kinds that a field may lead to, by its beginning. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^vpcId/, 'VPC'],
  [/^queueUrl/, 'Queue'],
  [/^ruleRef/, 'Rule'],
  [/^vnetSubnetId|^subnetId|^privateEndpointSubnetwork/, 'Subnet'],
  [/^subnetwork/, 'Subnetwork'],
  [/^network/, 'Network'],
  [/^virtualNetworkName/, 'VirtualNetwork'],
  [/^resourceGroupName/, 'ResourceGroup'],
  [/^kubernetesClusterId/, 'KubernetesCluster'],
  [/^routeTableId/, 'RouteTable'],
  [/^gatewayId/, 'InternetGateway'],
  [/^natGatewayId/, 'NATGateway'],
  [/^allocationId/, 'EIP'],
  [/^securityGroupId/, 'SecurityGroup'],
  [/^(clusterName|cluster)(Ref|Selector)/, 'Cluster'],
  [/[rR]ole(Arn)?(Ref|Selector)$/, 'Role'],
];

function fits(field: string, kind: string): boolean {
  const known = KINDS.find(([pattern]) => pattern.test(field));
  if (known === undefined) throw new Error(`no kind is known for the field ${field}`);
  return known[1] === kind;
}

/** References and selectors that lead to nothing among the objects. */
export function deadLinks(manifests: readonly Manifest[]): readonly string[] {
  const links = manifests.flatMap((manifest) => [
    ...linksIn(manifest.spec, `${manifest.kind}/${manifest.metadata.name}`),
  ]);
  if (links.length === 0) return ['there is no link at all'];
  return links
    .filter((link) => !manifests.some((manifest) => leadsTo(link, manifest)))
    .map(({ where, field, value }) => `${where} ${field} ${JSON.stringify(value)}`);
}
