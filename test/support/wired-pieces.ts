import { Size } from 'cdk8s';
import * as z from 'zod';
import { Bucket } from '../../constructs/bucket.ts';
import { CloudIdentity } from '../../constructs/cloud-identity.ts';
import { DnsName } from '../../constructs/dns-name.ts';
import { Mongodb } from '../../constructs/mongodb.ts';
import { Mysql } from '../../constructs/mysql.ts';
import { Postgres } from '../../constructs/postgres.ts';
import { credentialsOf, generatedPassword, generatedSecret } from '../../constructs/provisioners/generated-secret.ts';
import { Queue } from '../../constructs/queue.ts';
import { Redis } from '../../constructs/redis.ts';
import { Route } from '../../constructs/route.ts';
import { StoredSecret } from '../../constructs/stored-secret.ts';
import { Topic } from '../../constructs/topic.ts';
import { Volume } from '../../constructs/volume.ts';
import { WebService } from '../../constructs/web-service.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import { type NeedOptions, need, type Provisioner, provisioner, type Sharing } from '../../src/model/need.ts';
import { resourceType } from '../../src/model/resource-type.ts';
import { resourceTypes } from '../../src/model/resource-types.ts';
import type { anApplication } from './platforms.ts';

/** Every type of resource by the golden path that asks for it, those that are shared by name first, and services. */
export const KINDS = [
  ...(['postgres', 'bucket', 'queue', 'mysql', 'mongodb', 'redis', 'topic'] as const),
  ...(['dns', 'route', 'volume', 'secret', 'service-account', 'namespace'] as const),
  ...(['web', 'web', 'web', 'web', 'web', 'web', 'web'] as const),
] as const;
export type Kind = (typeof KINDS)[number];

/** Class of the resources whose provisioner needs others for them. */
export const COMPOSED = 'composed';

/** Kinds whose needs may bear a name, be shared, and be of a class. */
const SHARED_KINDS: readonly Kind[] = ['postgres', 'bucket', 'queue', 'mysql', 'mongodb', 'redis', 'topic'];

/** Whether clusters may share what a piece of this kind asks for. */
export function isShareable(kind: Kind): boolean {
  return SHARED_KINDS.includes(kind);
}

const namespaceProps = z.strictObject({});

/** Asks for the namespace of its application, as no golden path of Roadbed does. */
class Namespace extends GoldenPath<typeof namespaceProps> {
  static override readonly schema = namespaceProps;
  readonly space = this.output('name');

  protected override needs() {
    return [need(resourceTypes.namespace, {})];
  }
}

type Scope = ReturnType<typeof anApplication>;

/** Makes a piece; a service takes what others give. */
export function construct(kind: Kind, scope: Scope, id: string, options: NeedOptions, producers: readonly object[]) {
  const host = `${id}.${scope.node.id}.example`;
  switch (kind) {
    case 'postgres':
      return new Postgres(scope, id, options);
    case 'mysql':
      return new Mysql(scope, id, options);
    case 'mongodb':
      return new Mongodb(scope, id, options);
    case 'redis':
      return new Redis(scope, id, options);
    case 'bucket':
      return new Bucket(scope, id, options);
    case 'queue':
      return new Queue(scope, id, options);
    case 'topic':
      return new Topic(scope, id, options);
    case 'dns':
      return new DnsName(scope, id, {});
    case 'route':
      return new Route(scope, id, { host, service: id, port: 80 });
    case 'volume':
      return new Volume(scope, id, { size: Size.gibibytes(1) });
    case 'secret':
      return new StoredSecret(scope, id, { key: `people/${id}` });
    case 'service-account':
      return new CloudIdentity(scope, id, { serviceAccount: 'somebody' });
    case 'namespace':
      return new Namespace(scope, id, {});
    case 'web': {
      const env = Object.assign({}, ...producers.map(taken));
      return new WebService(scope, id, { image: 'ghcr.io/acme/x:1', port: 8080, env });
    }
  }
}

/** What a service takes of a producer; a variable whose name begins with `SECRET` takes what is secret. */
function taken(from: object, k: number): Readonly<Record<string, unknown>> {
  if (from instanceof Postgres || from instanceof Mysql || from instanceof Mongodb)
    return { [`SECRET_URL_${k}`]: from.url, [`HOST_${k}`]: from.host };
  if (from instanceof Redis) return { [`REDIS_URL_${k}`]: from.url };
  if (from instanceof Bucket) return { [`SECRET_KEY_${k}`]: from.secretAccessKey, [`ENDPOINT_${k}`]: from.endpointUrl };
  if (from instanceof Queue || from instanceof Topic) return { [`CHANNEL_URL_${k}`]: from.url };
  if (from instanceof DnsName) return { [`NAME_${k}`]: from.host };
  if (from instanceof Route) return { [`WAY_IN_${k}`]: from.host };
  if (from instanceof Volume) return { [`CLAIM_${k}`]: from.claim };
  if (from instanceof StoredSecret) return { [`SECRET_${k}`]: from.value };
  if (from instanceof CloudIdentity) return { [`IDENTITY_${k}`]: from.identity };
  if (from instanceof Namespace) return { [`SPACE_${k}`]: from.space };
  return from instanceof WebService ? { [`API_${k}`]: from.url } : {};
}

const zone = resourceType('zone', { inputs: z.strictObject({}), outputs: { zone: 'string' } });

/**
 * Provisioners of the platform's own that need more themselves: a Redis server outside the cluster stands in a zone, which clusters share as it is told,
 * and has a topic for what happens to it; a zone is of a namespace.
 */
export function composedProvisioners(shared: Sharing): readonly Provisioner[] {
  return [
    provisioner(zone, {
      name: 'own-zone',
      needs: () => [need(resourceTypes.namespace, {})],
      provision: ({ name, labels }, _site, made = []) => ({
        manifests: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels }, data: { zone: 'a' } }],
        outputs: { zone: `zone-of-${made[0]?.outputs.name}` },
      }),
    }),
    provisioner(resourceTypes.redis, {
      name: 'own-redis',
      when: { class: COMPOSED },
      needs: () => [need(zone, {}, { id: 'zone', shared }), need(resourceTypes.topic, {})],
      provision: (asked, _site, made = []) => {
        const host = `${made[0]?.outputs.zone}.redis.example`;
        const password = generatedPassword(asked);
        return {
          manifests: generatedSecret(asked, { 'app.kubernetes.io/name': credentialsOf(asked) }),
          outputs: {
            ...{ host, port: 6379, password, tlsMode: 'require' },
            url: { from: 'url', scheme: 'redis', password, host, port: 6379 },
          },
          endpoint: { outside: true, ports: [6379] },
        };
      },
    }),
  ];
}
