import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import * as z from 'zod';
import type { ResolvedApplication, ResolvedGraph, Variant } from '../../src/graph/graph.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Endpoint, Need, NeedOptions, Provision, Provisioner } from '../../src/model/need.ts';
import { need } from '../../src/model/need.ts';
import { formatProblem, type Problem } from '../../src/model/problem.ts';
import type { SchemaChecker } from '../../src/model/schema-checker.ts';
import type { Site } from '../../src/model/site.ts';
import type { Value } from '../../src/model/value.ts';
import { Application, type ApplicationProps } from '../../src/platform/application.ts';
import { BarePlatform, type PlatformProps } from '../../src/platform/bare-platform.ts';
import { Cluster, type ExistingClusterProps } from '../../src/platform/cluster.ts';
import { DistributionRule } from '../../src/platform/distribution-rule.ts';
import { type Resolution, resolve } from '../../src/platform/resolve.ts';

/** A platform that knows no provisioners but those it is given. */
export function aPlatform(props: Partial<PlatformProps> = {}): BarePlatform {
  return new BarePlatform({ repository: { url: 'https://github.com/acme/platform' }, ...props });
}

/** A cluster with an address of its own. */
export function aCluster(
  scope: Construct,
  id: string,
  environment: string,
  props: Partial<ExistingClusterProps> = {},
): Cluster {
  return Cluster.existing(scope, id, { environment, server: `https://${id}.example:6443`, ...props });
}

/** An application of the team `team`, on the clusters that are named, whose namespace takes pods of any kind. */
export function anApplication(scope: Construct, id: string, props: Partial<ApplicationProps> = {}): Application {
  return new Application(scope, id, { owner: 'team', podSecurity: 'privileged', ...props });
}

/** A rule that sends applications tagged `app` to clusters tagged `all`, or to what is given. */
export function aRule(
  scope: Construct,
  id = 'rule',
  props: Partial<ConstructorParameters<typeof DistributionRule>[2]> = {},
) {
  return new DistributionRule(scope, id, { applications: ['app'], clusters: ['all'], ...props });
}

const piece = z.strictObject({
  render: z.custom<(site: Site, self: Piece) => readonly Manifest[]>().optional(),
  needs: z.custom<(site: Site) => readonly Need[]>().optional(),
  outputs: z.custom<(site: Site) => Readonly<Record<string, Value>>>().optional(),
  endpoint: z.custom<(site: Site) => Endpoint | undefined>().optional(),
  text: z.string().optional(),
});

/** A golden path that does what a test says. */
export class Piece extends GoldenPath<typeof piece> {
  static override readonly schema = piece;
  /** What it renders may bear its name. */
  declare readonly name: string;
  readonly url = this.output('url');
  readonly host = this.output('host');
  readonly port = this.output('port');
  readonly serverName = this.output('serverName');
  readonly password = this.output('password', { secret: true });
  readonly secretUrl = this.output('secretUrl', { secret: true });

  /** Prop of the site that is being rendered. */
  get text(): string | undefined {
    return this.props.text;
  }

  protected override needs(site: Site): readonly Need[] {
    return this.props.needs?.(site) ?? [];
  }

  protected override render(site: Site): readonly Manifest[] {
    return this.props.render?.(site, this) ?? [];
  }

  protected override outputs(site: Site): Readonly<Record<string, Value>> {
    return this.props.outputs?.(site) ?? {};
  }

  protected override endpoint(site: Site): Endpoint | undefined {
    return this.props.endpoint?.(site);
  }
}

/** A golden path that needs one resource. */
export function needing(scope: Construct, id: string, type = 'store', options: NeedOptions = {}): Piece {
  return new Piece(scope, id, { needs: () => [need(type, {}, options)] });
}

/** A provisioner of the type `store` that makes a ConfigMap and gives a host. */
export function aProvisioner(
  name: string,
  when: Provisioner['when'] = {},
  provision: (name: string, site: Site) => Partial<Provision> = () => ({}),
): Provisioner {
  return {
    name,
    type: 'store',
    when,
    provision: (asked, site) => ({
      manifests: [configMap(asked.name, { by: name })],
      outputs: { host: `${asked.name}.${name}` },
      ...provision(asked.name, site),
    }),
  };
}

/** A ConfigMap. */
export function configMap(name: string, data: unknown = {}): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

/** An environment variable as a test writes it; a reference stands for its text. */
export type Variable = { readonly name: string; readonly [member: string]: unknown };

/** A Deployment of one container with these variables. */
export function deployment(name: string, env: readonly Variable[] = [], labels = { app: name }): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name, image: 'acme/x:1', env }] } },
    },
  };
}

/** A NetworkPolicy that closes pods on both sides. */
export function closed(name: string, labels: Readonly<Record<string, string>> = { app: name }): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name },
    spec: { podSelector: { matchLabels: labels }, policyTypes: ['Ingress', 'Egress'] },
  };
}

/** An object as cdk8s makes it. */
export function rawObject(
  scope: Construct,
  id: string,
  manifest: { apiVersion: string; kind: string; [field: string]: unknown },
) {
  return new ApiObject(scope, id, manifest);
}

/** Passes every object. */
export const noSchemas: SchemaChecker = { check: () => ({ known: true, violations: [], skippedRules: 0 }) };

/** Resolves without schemas. */
export function resolution(platform: BarePlatform): Resolution {
  return resolve(platform, { schemas: noSchemas });
}

/** The graph of a platform that has no problems. */
export function resolved(platform: BarePlatform): ResolvedGraph {
  const { graph, problems } = resolution(platform);
  if (graph === undefined) throw new Error(lines(problems).join('\n'));
  return graph;
}

/** What is wrong with a platform, as a user reads it. */
export function problemsOf(platform: BarePlatform): readonly string[] {
  return lines(resolution(platform).problems);
}

/** Problems as a user reads them. */
export function lines(problems: readonly Problem[]): readonly string[] {
  return problems.map(formatProblem);
}

/** What is delivered under a name. */
export function delivered(graph: ResolvedGraph, name: string): ResolvedApplication {
  const found = graph.applications.find((application) => application.name === name);
  if (found === undefined) throw new Error(`nothing is delivered as ${name}`);
  return found;
}

/** The variant of what is delivered under a name, the only one unless it is named. */
export function variantOf(graph: ResolvedGraph, name: string, variant?: string): Variant {
  const { variants } = delivered(graph, name);
  const found =
    variant === undefined && variants.length === 1 ? variants[0] : variants.find((one) => one.name === variant);
  if (found === undefined) throw new Error(`${name} has the variants ${variants.map((one) => one.name).join(', ')}`);
  return found;
}

/** An object of a variant as plain data without what the resolver adds to its metadata. */
export function objectOf(variant: Variant, kind: string, name: string): Record<string, unknown> {
  const found = variant.objects.find(({ manifest }) => manifest.kind === kind && manifest.metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name}`);
  return { ...found.manifest };
}

/** Variables of the first container of a Deployment. */
export function environmentOf(variant: Variant, name: string): unknown {
  const object = objectOf(variant, 'Deployment', name);
  return at(object, 'spec.template.spec.containers.0.env');
}

/** The value at a dotted place. */
export function at(value: unknown, place: string): unknown {
  return place.split('.').reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), value);
}
