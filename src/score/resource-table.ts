import type { PlannedGoldenPath } from './plan.ts';

/** How a type of Score resource is said by a golden path. */
export interface ResourceMapping extends PlannedGoldenPath {
  /** Outputs by the names that Score files take them by; the first name of an output is the one that is written. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Members of the golden path that give outputs of another name. */
  readonly members?: Readonly<Record<string, string>>;
  /** Output that the resource itself stands for, where a placeholder names no output. */
  readonly itself?: string;
  /** The prop that is the name of the workload where the params leave it out. */
  readonly workload?: string;
  /** What is always the same, by the names that Score files take it by. */
  readonly constants?: Readonly<Record<string, string>>;
  /** How a Score file writes an output that other implementations of Score do not give, in those that they do. */
  readonly composed?: Readonly<Record<string, string>>;
}

const sql = {
  host: 'host',
  port: 'port',
  database: 'database',
  name: 'database',
  username: 'user',
  user: 'user',
  password: 'password',
  url: 'url',
  tlsMode: 'tlsMode',
  serverName: 'serverName',
  ca: 'ca',
};

const access = {
  region: 'region',
  access_key_id: 'accessKeyId',
  accessKeyId: 'accessKeyId',
  secret_key: 'secretAccessKey',
  secretAccessKey: 'secretAccessKey',
  protocol: 'protocol',
};

const bucket: KnownMapping = {
  goldenPath: 'Bucket',
  need: 'bucket',
  outputs: { bucket: 'name', name: 'name', endpoint: 'endpoint', ...access },
  members: { name: 'bucketName', endpoint: 'endpointUrl' },
};

/** How a type of Roadbed's own is said. */
export interface KnownMapping extends ResourceMapping {
  /** Type of need that its golden path has. */
  readonly need: string;
}

/** What becomes of each type of Score resource. This is the one place that knows. */
export const resourceTable: Readonly<Record<string, KnownMapping>> = {
  postgres: {
    goldenPath: 'Postgres',
    need: 'postgres',
    outputs: sql,
    composed: { url: 'postgresql://{username}:{password}@{host}:{port}/{database}' },
  },
  mysql: {
    goldenPath: 'Mysql',
    need: 'mysql',
    outputs: sql,
    composed: { url: 'mysql://{username}:{password}@{host}:{port}/{database}' },
  },
  mongodb: { goldenPath: 'Mongodb', need: 'mongodb', outputs: { ...sql, connection: 'url' } },
  redis: {
    goldenPath: 'Redis',
    need: 'redis',
    outputs: {
      host: 'host',
      port: 'port',
      password: 'password',
      url: 'url',
      tlsMode: 'tlsMode',
      serverName: 'serverName',
    },
    constants: { username: 'default' },
  },
  s3: bucket,
  bucket,
  queue: {
    goldenPath: 'Queue',
    need: 'queue',
    outputs: { url: 'url', name: 'name', deadLetterName: 'deadLetterName', ...access },
    members: { name: 'queueName' },
  },
  topic: {
    goldenPath: 'Topic',
    need: 'topic',
    outputs: { url: 'url', name: 'name', ...access },
    members: { name: 'topicName' },
  },
  secret: { goldenPath: 'StoredSecret', need: 'secret', outputs: { value: 'value' }, itself: 'value' },
  'service-account': {
    goldenPath: 'CloudIdentity',
    need: 'service-account',
    outputs: { identity: 'identity' },
    workload: 'serviceAccount',
  },
  volume: { goldenPath: 'Volume', need: 'volume', outputs: { source: 'claim', claim: 'claim' }, itself: 'claim' },
};

/** Types that are about workloads themselves: a name from outside, a way from it to the workload, and another workload or a port of it. */
export const SPECIAL = { dns: 'dns', route: 'route', service: 'service', servicePort: 'service-port' } as const;
