import type { Manifest } from '../../src/model/manifest.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
import { subnetTag } from '../clusters/eks-plan.ts';
import { zoneRanges } from '../clusters/ipv4.ts';
import type { Maker } from './maker.ts';

/** The network of a cluster, and what of it others take. */
export interface EksNetwork {
  readonly manifests: readonly Manifest[];
  readonly vpcId: string;
  /** Ids of the private subnets, in the order of the zones. */
  readonly privateSubnetIds: readonly string[];
  /** What joins the private subnets to the way out, without which no node gets to its cluster. */
  readonly waysOut: readonly Manifest[];
}

/** What the network is made of. */
export interface EksNetworkProps {
  readonly cluster: string;
  /** The three zones, such as `eu-west-1a`. */
  readonly zones: readonly string[];
  /** Range of all addresses, `/16` to `/20`. */
  readonly range: string;
  /** Whether each zone has a NAT gateway, or the first one alone. */
  readonly nat: 'each-zone' | 'one';
  /** Tags by which the subnets of nodes are found, besides those of load balancers. */
  readonly nodeTags: Readonly<Record<string, string>>;
}

const ANYWHERE = '0.0.0.0/0';

/** A VPC over three zones: private subnets for nodes, whose way out is NAT, and public ones for load balancers. */
export function eksNetwork(make: Maker, { cluster, zones, range, nat, nodeTags }: EksNetworkProps): EksNetwork {
  const tags = (suffix: string, further = {}) => ({
    Name: suffix === '' ? cluster : `${cluster}-${suffix}`,
    [`kubernetes.io/cluster/${cluster}`]: 'shared',
    ...further,
  });
  const vpc = make('aws:ec2/vpc:Vpc', 'vpc', {
    cidrBlock: range,
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: tags('vpc'),
  });
  const vpcId = pulumiOutput(vpc, 'id');
  const gateway = make('aws:ec2/internetGateway:InternetGateway', 'internet', { vpcId, tags: tags('internet') });
  const outward = make('aws:ec2/routeTable:RouteTable', 'public', { vpcId, tags: tags('public') });
  const manifests: Manifest[] = [
    vpc,
    gateway,
    outward,
    make('aws:ec2/route:Route', 'public-route', {
      routeTableId: pulumiOutput(outward, 'id'),
      destinationCidrBlock: ANYWHERE,
      gatewayId: pulumiOutput(gateway, 'id'),
    }),
  ];
  const ranges = zoneRanges(range);
  const privateSubnetIds: string[] = [];
  const waysOut: Manifest[] = [];
  let natGateway: Manifest | undefined;
  for (const [index, zone] of zones.entries()) {
    const letter = zone.slice(-1);
    const subnet = (side: 'public' | 'private') => {
      const made = make('aws:ec2/subnet:Subnet', `${side}-${letter}`, {
        vpcId,
        availabilityZone: zone,
        cidrBlock: ranges[side][index] ?? '',
        mapPublicIpOnLaunch: false,
        tags: tags(`${side}-${letter}`, { ...subnetTag(side), ...(side === 'private' ? nodeTags : {}) }),
      });
      manifests.push(made);
      return made;
    };
    const associate = (of: Manifest, table: Manifest, suffix: string) => {
      const ends = { subnetId: pulumiOutput(of, 'id'), routeTableId: pulumiOutput(table, 'id') };
      const made = make('aws:ec2/routeTableAssociation:RouteTableAssociation', suffix, ends);
      manifests.push(made);
      return made;
    };
    const open = subnet('public');
    associate(open, outward, `public-${letter}-association`);
    if (nat === 'each-zone' || natGateway === undefined) {
      const address = make('aws:ec2/eip:Eip', `nat-${letter}-address`, { domain: 'vpc', tags: tags(`nat-${letter}`) });
      const properties = {
        allocationId: pulumiOutput(address, 'id'),
        subnetId: pulumiOutput(open, 'id'),
        connectivityType: 'public' as const,
        tags: tags(`nat-${letter}`),
      };
      // AWS makes no NAT gateway in a network that has no way to the internet.
      natGateway = make('aws:ec2/natGateway:NatGateway', `nat-${letter}`, properties, { dependsOn: [gateway] });
      manifests.push(address, natGateway);
    }
    const closed = subnet('private');
    const inward = make('aws:ec2/routeTable:RouteTable', `private-${letter}-routes`, {
      vpcId,
      tags: tags(`private-${letter}`),
    });
    const route = make('aws:ec2/route:Route', `private-${letter}-route`, {
      routeTableId: pulumiOutput(inward, 'id'),
      destinationCidrBlock: ANYWHERE,
      natGatewayId: pulumiOutput(natGateway, 'id'),
    });
    manifests.push(inward, route);
    waysOut.push(route, associate(closed, inward, `private-${letter}-association`));
    privateSubnetIds.push(pulumiOutput(closed, 'id'));
  }
  return { manifests, vpcId, privateSubnetIds, waysOut };
}
