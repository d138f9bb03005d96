import type { Size } from 'cdk8s';
import { kibibytes, quantity } from '../../src/model/fields.ts';
import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { postgres } from '../../src/model/resource-types/postgres.ts';
import type { Site } from '../../src/model/site.ts';
import { secretKey } from '../../src/model/value.ts';
import type { PostgresParams } from '../postgres.ts';
import { monitoringNamespace } from '../workload/metrics.ts';
import { named, tcp } from '../workload/network-policy.ts';
import { POSTGRES_NAME, POSTGRES_PORT, postgresOutputs } from './postgres-outputs.ts';

/** Image of each major version, from CloudNativePG's catalogue of 26 February 2026; a digest cannot be moved. */
const images: Readonly<Record<PostgresParams['version'], string>> = {
  15: '15.17-202602261636-system-bookworm@sha256:042fa38888baa79700e6a061318da67ed1889b406f444ee2f1921bab95cf4f2b',
  16: '16.13-202602261637-system-bookworm@sha256:350f717de1e417cf017c10716378f5614a85361d9acb3c3e630b3704f30eb2ce',
  17: '17.9-202602261636-system-bookworm@sha256:9b98bb640afb610dab530b9afab07bdd0527df1c4e1045cf0a0c07a3db6428f4',
  18: '18.3-202602261638-system-bookworm@sha256:3021655901ead1b8c64b52d812113badfd54ec5578bbbcefc1b7cb893091e646',
};

/**
 * A PostgreSQL server in the cluster, by CloudNativePG, for environments whose data may be made again: it takes no backups.
 *
 * The operator makes the user's password and the certificates; the server refuses connections without TLS, as RDS does.
 *
 * @source `Cluster.postgresql.cnpg.io`, NetworkPolicy
 * @see https://cloudnative-pg.io/documentation/current/applications/
 */
export const cnpgPostgres = provisioner(postgres, {
  name: 'cnpg-postgres',
  when: { tier: ['development', 'staging'] },
  provision(need: NeedContext<PostgresParams>, site: Site) {
    const instances = need.params.instances ?? (site.tier === 'development' ? 1 : 3);
    return {
      manifests: [stateful(cluster(need, instances)), networkPolicy(need, monitoringNamespace(site))],
      outputs: postgresOutputs({
        host: `${need.name}-rw.${need.namespace}.svc`,
        // The operator makes passwords of letters and digits.
        password: secretKey(`${need.name}-app`, 'password', { urlSafe: true }),
        ca: secretKey(`${need.name}-ca`, 'ca.crt'),
      }),
      endpoint: {
        pods: podsOf(need),
        ports: [POSTGRES_PORT],
        // The operator makes the certificate anew when its names change.
        certificate: { kind: 'Cluster', name: need.name, field: 'spec.certificates.serverAltDNSNames' },
      },
    };
  },
});

type PostgresNeed = NeedContext<PostgresParams>;

function cluster({ name, labels, params, application }: PostgresNeed, instances: number): Manifest {
  const memory = quantity(params.memory);
  const single = instances === 1;
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name, labels },
    spec: {
      instances,
      imageName: `ghcr.io/cloudnative-pg/postgresql:${images[params.version]}`,
      bootstrap: { initdb: { database: POSTGRES_NAME, owner: POSTGRES_NAME, dataChecksums: true } },
      enableSuperuserAccess: false,
      // A budget for one pod would hold up its node for ever.
      enablePDB: !single,
      postgresql: {
        parameters: { shared_buffers: `${quarter(params.memory)}MB` },
        pg_hba: ['hostnossl all all all reject'],
      },
      resources: { requests: { cpu: '100m', memory }, limits: { memory } },
      storage: { size: wholeGibibytes(params.storage) },
      affinity: single ? undefined : { podAntiAffinityType: 'preferred', topologyKey: 'topology.kubernetes.io/zone' },
      inheritedMetadata: { labels: { 'app.kubernetes.io/part-of': application } },
    },
  };
}

/** Opens what the operator and the servers need among themselves; linking adds the clients. */
function networkPolicy(need: PostgresNeed, monitoring: string): Manifest {
  const pods = { matchLabels: podsOf(need) };
  const operator = { matchLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: need.name, labels: need.labels },
    spec: {
      podSelector: pods,
      policyTypes: ['Ingress'],
      ingress: [
        { from: [{ podSelector: pods }], ports: tcp([POSTGRES_PORT, STATUS_PORT]) },
        { from: [{ namespaceSelector: {}, podSelector: operator }], ports: tcp([POSTGRES_PORT, STATUS_PORT]) },
        { from: [{ namespaceSelector: named(monitoring) }], ports: tcp([METRICS_PORT]) },
      ],
    },
  };
}

/** Port on which the operator asks a server how it is. */
const STATUS_PORT = 8000;
/** Port on which every server shows its metrics. */
const METRICS_PORT = 9187;

function podsOf({ name }: PostgresNeed): Readonly<Record<string, string>> {
  return { 'cnpg.io/cluster': name };
}

/** A quarter of the memory, in MiB, is what PostgreSQL's own documentation begins with for its buffers. */
function quarter(memory: Size): number {
  return Math.floor(kibibytes(memory) / 4 / 1024);
}

function wholeGibibytes(storage: Size): string {
  return `${Math.ceil(kibibytes(storage) / 1024 / 1024)}Gi`;
}
