import type { Manifest } from '../../src/model/manifest.ts';
import { subnetTag } from './eks-plan.ts';
import { type ZoneRanges, zoneRanges } from './ipv4.ts';
import { lasting, type ManagedContext, type ManagedSpec, serving } from './managed.ts';

/** What the network of an EKS cluster is made of. */
export interface EksNetwork extends ManagedContext {
  readonly region: string;
  /** The three zones. */
  readonly zones: readonly string[];
  /** Range of all addresses, `/16` to `/20`. */
  readonly range: string;
  /** Whether each zone has a NAT gateway, or the first one alone. */
  readonly nat: 'each-zone' | 'one';
  /** Tags by which the subnets of nodes are found, besides those of load balancers. */
  readonly nodeTags: Readonly<Record<string, string>>;
}

const EC2 = 'ec2.aws.m.upbound.io/v1beta1';

/** What a subnet serves, by which others choose it. */
export const NODES = 'nodes';
const OUTWARD = 'load-balancers';

const ANYWHERE = '0.0.0.0/0';

/**
 * The VPC of a cluster over three zones: private subnets for nodes, whose way out is NAT, and public ones for load balancers. Databases
 * that provisioners make find their subnets and security groups in it by label.
 */
export function eksNetwork(network: EksNetwork): readonly Manifest[] {
  const { cluster } = network;
  const ranges = zoneRanges(network.range);
  return [
    made(network, {
      kind: 'VPC',
      name: cluster,
      forProvider: { cidrBlock: network.range, enableDnsSupport: true, enableDnsHostnames: true },
    }),
    made(network, { kind: 'InternetGateway', name: cluster, forProvider: { vpcIdRef: { name: cluster } } }),
    ...outwardRoutes(network),
    ...network.zones.flatMap((zone, index) => [
      ...outward(network, zone, ranges.public[index] ?? ''),
      ...inward(network, zone, ranges.private[index] ?? ''),
    ]),
    ...dataAccess(network, ranges),
  ];
}

/** A resource of the network, with its region and a name to be seen in AWS. */
function made(network: EksNetwork, spec: Omit<ManagedSpec, 'apiVersion'> & { readonly apiVersion?: string }): Manifest {
  const { region, cluster } = network;
  const tags = { Name: spec.name, [`kubernetes.io/cluster/${cluster}`]: 'shared', ...Object(spec.forProvider.tags) };
  const tagged = UNTAGGED.includes(spec.kind) ? {} : { tags };
  return lasting(network, { apiVersion: EC2, ...spec, forProvider: { region, ...spec.forProvider, ...tagged } });
}

/** Kinds that AWS has no tags for. */
const UNTAGGED: readonly string[] = ['Route', 'RouteTableAssociation', 'SecurityGroupRule'];

function outwardRoutes(network: EksNetwork): readonly Manifest[] {
  const { cluster } = network;
  const name = `${cluster}-public`;
  return [
    made(network, { kind: 'RouteTable', name, forProvider: { vpcIdRef: { name: cluster } } }),
    made(network, {
      kind: 'Route',
      name,
      forProvider: {
        routeTableIdRef: { name },
        destinationCidrBlock: ANYWHERE,
        gatewayIdRef: { name: cluster },
      },
    }),
  ];
}

/** The public subnet of a zone, and its NAT gateway where it has one. */
function outward(network: EksNetwork, zone: string, cidrBlock: string): readonly Manifest[] {
  const { cluster } = network;
  const name = `${cluster}-public-${zone}`;
  return [
    made(network, {
      kind: 'Subnet',
      name,
      serves: OUTWARD,
      forProvider: {
        vpcIdRef: { name: cluster },
        availabilityZone: zone,
        cidrBlock,
        // What stands here brings an address of its own: load balancers and NAT gateways do, and nothing else belongs here.
        mapPublicIpOnLaunch: false,
        tags: subnetTag('public'),
      },
    }),
    made(network, {
      kind: 'RouteTableAssociation',
      name,
      forProvider: { subnetIdRef: { name }, routeTableIdRef: { name: `${cluster}-public` } },
    }),
    ...(natZone(network, zone) === zone ? nat(network, zone) : []),
  ];
}

/** The zone whose NAT gateway a zone goes out by. */
function natZone({ nat: how, zones }: EksNetwork, zone: string): string {
  return how === 'one' ? (zones[0] ?? zone) : zone;
}

function nat(network: EksNetwork, zone: string): readonly Manifest[] {
  const { cluster } = network;
  const name = `${cluster}-nat-${zone}`;
  return [
    made(network, { kind: 'EIP', name, forProvider: { domain: 'vpc' } }),
    made(network, {
      kind: 'NATGateway',
      name,
      forProvider: {
        connectivityType: 'public',
        allocationIdRef: { name },
        subnetIdRef: { name: `${cluster}-public-${zone}` },
      },
    }),
  ];
}

/** The private subnet of a zone, and its way out. */
function inward(network: EksNetwork, zone: string, cidrBlock: string): readonly Manifest[] {
  const { cluster } = network;
  const name = `${cluster}-private-${zone}`;
  return [
    made(network, {
      kind: 'Subnet',
      name,
      serves: NODES,
      forProvider: {
        vpcIdRef: { name: cluster },
        availabilityZone: zone,
        cidrBlock,
        tags: { ...subnetTag('private'), ...network.nodeTags },
      },
    }),
    made(network, { kind: 'RouteTable', name, forProvider: { vpcIdRef: { name: cluster } } }),
    made(network, {
      kind: 'Route',
      name,
      forProvider: {
        routeTableIdRef: { name },
        destinationCidrBlock: ANYWHERE,
        natGatewayIdRef: { name: `${cluster}-nat-${natZone(network, zone)}` },
      },
    }),
    made(network, {
      kind: 'RouteTableAssociation',
      name,
      forProvider: { subnetIdRef: { name }, routeTableIdRef: { name } },
    }),
  ];
}

/** Databases of the cloud by the type of need that they answer, with their port and the API of their subnet groups. */
const DATABASES = [
  { serves: 'postgres', port: 5432, apiVersion: 'rds.aws.m.upbound.io/v1beta1' },
  { serves: 'redis', port: 6379, apiVersion: 'elasticache.aws.m.upbound.io/v1beta1' },
] as const;

/** Where databases of the cloud stand, and that the cluster's nodes may reach them. */
function dataAccess(network: EksNetwork, ranges: ZoneRanges): readonly Manifest[] {
  const { cluster } = network;
  return DATABASES.flatMap(({ serves, port, apiVersion }) => {
    const name = `${cluster}-${serves}`;
    return [
      made(network, {
        apiVersion,
        kind: 'SubnetGroup',
        name,
        serves,
        forProvider: { description: `Subnets of the cluster ${cluster}`, subnetIdSelector: serving(network, NODES) },
      }),
      made(network, {
        kind: 'SecurityGroup',
        name,
        serves,
        forProvider: {
          name,
          description: `Lets the nodes of the cluster ${cluster} reach ${serves}`,
          vpcIdRef: { name: cluster },
        },
      }),
      made(network, {
        kind: 'SecurityGroupRule',
        name,
        forProvider: {
          securityGroupIdRef: { name },
          type: 'ingress',
          protocol: 'tcp',
          fromPort: port,
          toPort: port,
          cidrBlocks: ranges.private,
        },
      }),
    ];
  });
}
