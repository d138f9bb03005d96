import { atControl, type Manifest } from '../../src/model/manifest.ts';
import { explain } from '../../src/views/explain.ts';
import { aCluster, anApplication, aPlatform, Piece } from '../support/platforms.ts';
import { drawn, edgeWords } from './drawings.ts';
import { indexOf } from './support.ts';

const EC2 = 'ec2.aws.m.upbound.io';

function managed(kind: string, name: string, forProvider: object = {}): Manifest {
  return atControl({ apiVersion: `${EC2}/v1beta1`, kind, metadata: { name }, spec: { forProvider } });
}

/** A network, what stands in it, and what of another application stands there too. */
function index() {
  const platform = aPlatform();
  const clusters = [aCluster(platform, 'eu', 'dev')];
  const net = anApplication(platform, 'net', { clusters });
  new Piece(net, 'vpc', { render: () => [managed('VPC', 'main')] });
  new Piece(net, 'subnet', { render: () => [managed('Subnet', 'a', { vpcIdRef: { name: 'main' } })] });
  const groups = [managed('SecurityGroup', 'db', { vpcIdRef: { name: 'main', namespace: 'net' } })];
  new Piece(anApplication(platform, 'shop', { clusters }), 'db', { render: () => groups });
  return indexOf(platform);
}

function deletions(options: Parameters<typeof drawn>[1]) {
  return edgeWords(drawn(index(), options)).filter((edge) => edge.includes(' uses '));
}

test('explain tells of an object what is not deleted before it', () => {
  const known = index();
  const id = `Subnet.${EC2}/net/a`;
  const told = explain({ kind: 'object', name: id, occurrences: known.objects.get(id) ?? [] }, known, {});
  expect(told.variants[0]?.objects).toMatchObject([{ id, uses: [`VPC.${EC2}/net/main`] }]);
});

test('a picture has an edge from what is deleted first, between what stands for the two', () => {
  expect(deletions({ detail: 'objects' })).toEqual([
    `control:net/subnet:Subnet.${EC2}/net/a uses control:net/vpc:VPC.${EC2}/net/main (Subnet a)`,
    `control:shop/db:SecurityGroup.${EC2}/shop/db uses control:net/vpc:VPC.${EC2}/net/main (SecurityGroup db)`,
  ]);
  expect(deletions({ detail: 'constructs' })).toEqual([
    'control:net/subnet uses control:net/vpc (Subnet a)',
    'control:shop/db uses control:net/vpc (SecurityGroup db)',
  ]);
  expect(deletions({ detail: 'applications' })).toEqual(['part:shop-control uses part:net-control (SecurityGroup db)']);
});
