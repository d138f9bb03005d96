import type { EnvironmentLock, Lock } from '../../../src/model/lock-document.ts';
import type { Manifest } from '../../../src/model/manifest.ts';
import type { Move } from '../../../src/model/moves.ts';
import { type NeedOptions, need, type Provisioner } from '../../../src/model/need.ts';
import { environmentLocks } from '../../../src/platform/lock/lock-of.ts';
import { aCluster, anApplication, aPlatform, Piece, resolved } from '../../support/platforms.ts';

/** A platform with databases: what a test says of it, and clusters by environment. */
export interface Spec {
  readonly clusters?: readonly (readonly [
    name: string,
    environment: string,
    home?: 'environment' | 'once' | undefined,
  ])[];
  /** Path within the application, such as `orders` or `data/orders`, and what is asked for. */
  readonly databases?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly namespace?: string;
  /** How the databases are named and shared. */
  readonly options?: NeedOptions;
  readonly provisioners?: readonly Provisioner[];
  readonly moved?: readonly Move[];
}

/** Makes a database as a StatefulSet of the need's name. */
export function maker(name: string, more: Partial<Provisioner> = {}): Provisioner {
  return {
    name,
    type: 'db',
    provision: ({ name: id }) => ({ manifests: [database(`${id}${name === 'other' ? '-other' : ''}`)], outputs: {} }),
    ...more,
  };
}

function database(name: string): Manifest {
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name } };
}

const CLUSTERS = [
  ['a', 'dev'],
  ['b', 'prod'],
  ['c', 'prod'],
] as const;

/** The application `shop` with its databases, on every cluster. */
export function platformOf({
  clusters = CLUSTERS,
  databases = { orders: {} },
  namespace = 'shop',
  options,
  ...spec
}: Spec) {
  const { provisioners = [maker('one')], moved = [] } = spec;
  const platform = aPlatform({ provisioners, moved });
  const places = clusters.map(([name, environment, home]) =>
    aCluster(platform, name, environment, home === undefined ? {} : { home }),
  );
  const shop = anApplication(platform, 'shop', { clusters: places, namespace });
  for (const [path, params] of Object.entries(databases)) {
    new Piece(shop, path, { needs: () => [need('db', params, options)] });
  }
  return platform;
}

/** What a platform decides, by environment. */
export function decided(spec: Spec = {}): ReadonlyMap<string, EnvironmentLock> {
  return environmentLocks(resolved(platformOf(spec)), '1.2.3');
}

/** The lock of a platform. */
export function lockOf(spec: Spec = {}): Lock {
  return { version: 1, environments: Object.fromEntries(decided(spec)) };
}
