import type { Manifest } from '../../src/model/manifest.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
import { zoneRanges } from '../clusters/ipv4.ts';
import type { Maker } from './maker.ts';

/** The network of a cluster, and what of it others take. */
export interface EksNetwork {
  readonly manifests: readonly Manifest[];
  readonly vpcId: string;
  /** Ids of the private subnets, in the order of the zones. */
  readonly privateSubnetIds: readonly string[];
}

/** What the network is made of. */
export interface EksNetworkProps {
  readonly cluster: string;
  readonly region: string;
  /** Range of all addresses, `/16` to `/20`. */
  readonly range: string;
  /** Whether each zone has a NAT gateway, or the first one alone. */
  readonly nat: 'each-zone' | 'one';
}

const ANYWHERE = '0.0.0.0/0';

/** Regions whose three zones for everybody are not a, b and c. */
const ZONES: Readonly<Record<string, string>> = { 'ap-northeast-1': 'acd', 'ca-central-1': 'abd' };

/** A VPC over three zones: private subnets for nodes, whose way out is NAT, and public ones for load balancers. */
export function eksNetwork(make: Maker, { cluster, region, range, nat }: EksNetworkProps): EksNetwork {
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
  let natGateway: Manifest | undefined;
  for (const [index, letter] of [...(ZONES[region] ?? 'abc')].entries()) {
    const subnet = (side: 'public' | 'private', role: string) => {
      const made = make('aws:ec2/subnet:Subnet', `${side}-${letter}`, {
        vpcId,
        availabilityZone: region + letter,
        cidrBlock: ranges[side][index] ?? '',
        mapPublicIpOnLaunch: false,
        tags: tags(`${side}-${letter}`, { [`kubernetes.io/role/${role}`]: '1' }),
      });
      manifests.push(made);
      return made;
    };
    const associate = (of: Manifest, table: Manifest, suffix: string) => {
      const ends = { subnetId: pulumiOutput(of, 'id'), routeTableId: pulumiOutput(table, 'id') };
      manifests.push(make('aws:ec2/routeTableAssociation:RouteTableAssociation', suffix, ends));
    };
    const open = subnet('public', 'elb');
    associate(open, outward, `public-${letter}-association`);
    if (nat === 'each-zone' || natGateway === undefined) {
      const address = make('aws:ec2/eip:Eip', `nat-${letter}-address`, { domain: 'vpc', tags: tags(`nat-${letter}`) });
      natGateway = make('aws:ec2/natGateway:NatGateway', `nat-${letter}`, {
        allocationId: pulumiOutput(address, 'id'),
        subnetId: pulumiOutput(open, 'id'),
        connectivityType: 'public',
        tags: tags(`nat-${letter}`),
      });
      manifests.push(address, natGateway);
    }
    const closed = subnet('private', 'internal-elb');
    const inward = make('aws:ec2/routeTable:RouteTable', `private-${letter}-routes`, {
      vpcId,
      tags: tags(`private-${letter}`),
    });
    manifests.push(
      inward,
      make('aws:ec2/route:Route', `private-${letter}-route`, {
        routeTableId: pulumiOutput(inward, 'id'),
        destinationCidrBlock: ANYWHERE,
        natGatewayId: pulumiOutput(natGateway, 'id'),
      }),
    );
    associate(closed, inward, `private-${letter}-association`);
    privateSubnetIds.push(pulumiOutput(closed, 'id'));
  }
  return { manifests, vpcId, privateSubnetIds };
}
