import { Duration } from 'cdk8s';
import * as z from 'zod';
import { isPlatform, PLATFORM } from '../../src/model/context.ts';
import { REMOTE_REF_DEFAULTS, type StoreReference } from '../../src/model/external-secrets.ts';
import { duration, FIELD } from '../../src/model/fields.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { member } from '../../src/model/member.ts';
import { type Problem, problem } from '../../src/model/problem.ts';
import type { Ref } from '../../src/model/ref.ts';
import type { Site } from '../../src/model/site.ts';
import { durationText } from '../../src/model/text-form.ts';
import { secretKey, type Value } from '../../src/model/value.ts';
import { filled, keyName, templateProps } from './template.ts';

const remoteKey = z.string().min(1).max(1000);

const props = z
  .strictObject({
    store: z
      .union([z.string().min(1).max(253), z.custom<StoreReference>(isStore).meta({ [FIELD]: { kind: 'ref' } })], {
        error:
          'must be the name of a ClusterSecretStore, a store of the platform, or { kind, name } of one that is there',
      })
      .optional()
      .describe(
        "Store that holds the values: a SecretStore or ClusterSecretStore of the platform, or the name of a ClusterSecretStore that is there. Default: the platform's `secretStore`.",
      ),
    data: z
      .record(
        keyName(),
        z.strictObject({
          key: remoteKey.describe('Name of the secret in the store, such as `prod/stripe`.'),
          property: remoteKey.optional().describe('Member of it, where it is JSON. Default: the whole of it.'),
          version: remoteKey.optional().describe('Version of it. Default: the latest.'),
        }),
      )
      .default({})
      .describe('Where each key of the Secret comes from.'),
    extract: z
      .array(remoteKey)
      .max(100)
      .default([])
      .describe('Secrets in the store whose members all become keys, the later over the earlier.'),
    refreshInterval: duration({ min: Duration.seconds(10) })
      .default(Duration.hours(1))
      .describe('How often the store is read again, 10 seconds or more.'),
    ...templateProps,
  })
  .check(takesSomething);

/** Refuses a secret that takes nothing from the store. */
function takesSomething({ value, issues }: z.core.ParsePayload<{ data: object; extract: readonly unknown[] }>): void {
  if (Object.keys(value.data).length > 0 || value.extract.length > 0) return;
  issues.push({
    code: 'custom',
    path: ['data'],
    input: value.data,
    message: 'must name a key, where extract names none',
  });
}

/** Props of a secret whose values stay in a store. */
export type ExternalSecretProps = z.input<typeof props>;

/**
 * A Secret whose values stay in a store of AWS, Google Cloud, Azure or Vault; `Secret.external` makes it.
 *
 * @source `ExternalSecret.external-secrets.io`, of which External Secrets makes the Secret
 * @example
 * const stripe = Secret.external(shop, 'stripe', { data: { 'api-key': { key: 'prod/stripe', property: 'key' } } });
 * new WebService(shop, 'api', { image, port: 8080, env: { STRIPE_KEY: stripe.key('api-key') } });
 */
export class ExternalSecret extends GoldenPath<typeof props> {
  static override readonly schema = props;

  readonly #keys = new Set<string>();

  /** The value of a key, a secret: an environment variable that takes it becomes a reference to the Secret. */
  key(name: string): Ref {
    this.#keys.add(name);
    return this.output(name, { secret: true });
  }

  protected override refusals(): readonly Problem[] {
    const { kind, namespace: home } = this.#store();
    const namespace = kind === 'SecretStore' ? home : undefined;
    if (namespace === undefined || namespace === this.application.namespace) return [];
    const found = `the store is in the namespace "${namespace}", and here it is "${this.application.namespace}"`;
    return [problem('RB951', { path: this.node.path, prop: 'store', found })];
  }

  protected override outputs(): Readonly<Record<string, Value>> {
    const { data, extract, template } = this.props;
    // What a secret in a store holds is not known here, so it is taken to have what is asked for.
    const has = (key: string) => extract.length > 0 || Object.hasOwn(data, key) || Object.hasOwn(template, key);
    const keys = [...this.#keys].filter(has);
    return Object.fromEntries(keys.map((key) => [key, secretKey(this.name, key)]));
  }

  protected override render(_site: Site): Manifest[] {
    const { refreshInterval, data, extract } = this.props;
    const { name, kind, reference } = this.#store();
    return [
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: this.name, labels: this.labels },
        spec: {
          refreshInterval: durationText(refreshInterval),
          secretStoreRef: { kind, name: reference ?? name },
          target: { name: this.name, creationPolicy: 'Owner', deletionPolicy: 'Retain', template: this.#template() },
          data: Object.entries(data).map(([key, { key: remote, property, version }]) => ({
            secretKey: key,
            remoteRef: { key: remote, property, version, ...REMOTE_REF_DEFAULTS },
          })),
          dataFrom:
            extract.length === 0 ? undefined : extract.map((key) => ({ extract: { key, ...REMOTE_REF_DEFAULTS } })),
        },
      },
    ];
  }

  #template(): object {
    const { type, labels, annotations, template } = this.props;
    const data = filled(template);
    return {
      engineVersion: 'v2',
      // Without it, what is composed would replace what comes from the store.
      mergePolicy: data === undefined ? undefined : 'Merge',
      type,
      metadata: { labels: { ...this.labels, ...labels }, annotations: filled(annotations) },
      data,
    };
  }

  #store(): StoreReference {
    const { store } = this.props;
    if (typeof store === 'string') return { kind: 'ClusterSecretStore', name: store };
    if (store !== undefined) return store;
    const { root } = this.node;
    const { name, kind } = isPlatform(root) ? root[PLATFORM]().secretStore : { name: 'platform', kind: '' };
    return { name, kind: kind === 'SecretStore' ? 'SecretStore' : 'ClusterSecretStore' };
  }
}

function isStore(value: unknown): boolean {
  const kind = member(value, 'kind');
  return (kind === 'SecretStore' || kind === 'ClusterSecretStore') && member(value, 'name') !== undefined;
}
