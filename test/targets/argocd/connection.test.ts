import type { ClusterConnection } from '../../../src/model/declarations.ts';
import { connectionTemplate } from '../../../src/targets/argocd/connection.ts';

function template(keys: ClusterConnection['keys'], identity: ClusterConnection['identity']) {
  return connectionTemplate({ namespace: 'cluster-eu', secret: 'eu-connection', reader: 'reader', keys, identity });
}

const kubeconfig = { kubeconfig: 'value' };

test('a kubeconfig gives the address, the authority, and a token or a client certificate', () => {
  const { server, config, data } = template(kubeconfig, { kind: 'secret', shortLived: false });
  expect(server).toContain('{{ $cluster.server }}');
  for (const part of ['"bearerToken":', '"certData":', '"keyData":', '"insecure":false'])
    expect(config).toContain(part);
  expect(data).toEqual([{ secretKey: 'kubeconfig', key: 'eu-connection', property: 'value' }]);
});

test('a cloud identity of Argo CD takes no credential from the Secret', () => {
  const aws = template(kubeconfig, { kind: 'aws', clusterName: 'eu', roleArn: 'arn:aws:iam::1:role/a' });
  expect(aws.config).toContain('"awsAuthConfig":{"clusterName":"eu","roleARN":"arn:aws:iam::1:role/a"}');
  const gcp = template(kubeconfig, { kind: 'gcp' });
  expect(gcp.config).toContain('"args":["gcp"]');
  for (const { config } of [aws, gcp]) expect(config).not.toMatch(/bearerToken|certData/);
});

test('keys of their own are read one by one, and only those that are named', () => {
  const keys = { server: 'endpoint', certificateAuthority: 'ca', token: undefined };
  expect(template(keys, { kind: 'aws', clusterName: 'eu' }).data.map(({ property }) => property)).toEqual([
    'endpoint',
    'ca',
  ]);
  const { data, server } = template({ ...keys, token: 'token' }, { kind: 'secret', shortLived: false });
  expect(server).toBe('{{ .server }}');
  expect(data.map(({ property }) => property)).toEqual(['endpoint', 'ca', 'token']);
});
