import { Size } from 'cdk8s';
import { Bucket } from '../../constructs/bucket.ts';
import { CloudIdentity } from '../../constructs/cloud-identity.ts';
import { ClusterSecretStore } from '../../constructs/cluster-secret-store.ts';
import { AksCluster } from '../../constructs/clusters/aks.ts';
import { CapiCluster } from '../../constructs/clusters/capi.ts';
import { EksCluster } from '../../constructs/clusters/eks.ts';
import { EksAddons } from '../../constructs/clusters/eks-addons.ts';
import { GkeCluster } from '../../constructs/clusters/gke.ts';
import { TerraformCluster } from '../../constructs/clusters/terraform.ts';
import { CronTask } from '../../constructs/cron-task.ts';
import { DnsName } from '../../constructs/dns-name.ts';
import { Mongodb } from '../../constructs/mongodb.ts';
import { Mysql } from '../../constructs/mysql.ts';
import { EdgeSite } from '../../constructs/network/edge-site.ts';
import { HubSite } from '../../constructs/network/hub-site.ts';
import { Postgres } from '../../constructs/postgres.ts';
import { Queue } from '../../constructs/queue.ts';
import { Redis } from '../../constructs/redis.ts';
import { Route } from '../../constructs/route.ts';
import { ExternalSecret } from '../../constructs/secret/external-secret.ts';
import { SealedSecret } from '../../constructs/secret/sealed-secret.ts';
import { SecretStore } from '../../constructs/secret-store.ts';
import { StoredSecret } from '../../constructs/stored-secret.ts';
import { Topic } from '../../constructs/topic.ts';
import { Volume } from '../../constructs/volume.ts';
import { WebService } from '../../constructs/web-service.ts';
import { Worker } from '../../constructs/worker.ts';
import { Workload } from '../../constructs/workload.ts';
import { checkGoldenPath } from '../../src/testing/golden-path.ts';

const image = 'ghcr.io/acme/api:1.4.2';

const examples = [
  [
    WebService,
    [
      { image, port: 8080 },
      { image, port: 8080, host: 'api.acme.example', metrics: true },
    ],
  ],
  [Worker, [{ image }, { image, metrics: true, metricsPort: 9090, probe: { port: 8081 } }]],
  [Workload, [{ containers: { api: { image } } }, { containers: { api: { image } }, ports: { http: { port: 80 } } }]],
  [CronTask, [{ image, schedule: '0 0 * * *' }]],
  [Postgres, [{}, { instances: 3 }]],
  [Redis, [{}]],
  [Bucket, [{}]],
  [Queue, [{}, { maxReceives: 1 }]],
  [EksCluster, [{ region: 'eu-west-1' }, { region: 'cn-north-1', nodes: { main: { min: 1, max: 3 } } }]],
  [GkeCluster, [{ project: 'acme-prod', region: 'europe-west1' }]],
  [AksCluster, [{ region: 'westeurope' }]],
  [CapiCluster, [{ class: 'metal', version: 'v1.34.2', variables: { a: '1' } }]],
  [TerraformCluster, [{ repository: 'https://github.com/acme/infra', revision: 'v1' }]],
  [HubSite, [{ network: 'a', edges: ['eu'], store: { kind: 'ClusterSecretStore', name: 'a' } }]],
  [EdgeSite, [{ network: 'a', host: 'a.b', store: { kind: 'ClusterSecretStore', name: 'a' } }]],
  [EksAddons, [{ cluster: 'eu', region: 'eu-west-1' }]],
  [SealedSecret, [{ files: ['stripe.yaml'] }]],
  [ExternalSecret, [{ extract: ['prod/stripe'] }, { store: 'aws', data: { a: { key: 'b' } } }]],
  [SecretStore, [{ aws: { region: 'eu-west-1' } }, { gcp: { project: 'acme' } }]],
  [ClusterSecretStore, [{ vault: { server: 'https://vault.acme.example', role: 'shop' }, namespaces: ['shop'] }]],
  [Mysql, [{}, { standby: false }]],
  [Mongodb, [{}, { instances: 3 }]],
  [Topic, [{}]],
  [DnsName, [{}, { host: 'www.acme.example', record: 'A', target: '203.0.113.1' }]],
  [Route, [{ host: 'www.acme.example', service: 'web', port: 80 }]],
  [Volume, [{ size: Size.gibibytes(5) }]],
  [StoredSecret, [{ key: 'shop/stripe', property: 'api-key' }]],
  [CloudIdentity, [{ serviceAccount: 'api' }]],
] as const;

test.each(examples.map(([type, props]) => [type.name, type, props] as const))(
  '%s is what the resolver and the exports rely on',
  (_, type, props) => {
    expect(checkGoldenPath(type, props)).toEqual([]);
  },
);
