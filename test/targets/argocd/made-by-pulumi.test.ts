import { pulumiResource } from '../../../src/model/pulumi-resource.ts';
import { argocd } from '../../../src/targets/argocd/argocd.ts';
import { aCluster, anApplication, aPlatform, lines, Piece, resolved } from '../../support/platforms.ts';

test('what only Pulumi makes is a problem for Argo CD, once a construct', () => {
  const platform = aPlatform();
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'dev', 'dev')] });
  const bucket = (name: string) => pulumiResource({ name, type: 'aws:s3/bucket:Bucket', properties: {} });
  new Piece(shop, 'files', { render: () => [bucket('a'), bucket('b')] });
  expect(lines(argocd.emit(resolved(platform)).problems)).toEqual([
    expect.stringMatching(
      /^RB653 at shop\/files: "a" is a resource that Argo CD cannot make; deploy the platform by roadbed\/pulumi/,
    ),
  ]);
});
