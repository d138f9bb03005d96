import type { Criteria, Provisioner } from './need.ts';

/** Where the recipes of a pack are meant. */
export type PackCriteria = Pick<Criteria, 'environment' | 'tier' | 'tags' | 'cloud'>;

/**
 * A named set of provisioners that a platform takes in one import. Its criteria hold beside those of each provisioner, and make each
 * of them as much more specific.
 *
 * @example
 * const cdnBucket = provisioner(resourceTypes.bucket, {
 *   name: 'cdn-bucket',
 *   provision: ({ name }) => ({
 *     manifests: [],
 *     outputs: {
 *       name,
 *       endpoint: 'https://objects.acme.example',
 *       region: 'eu',
 *       protocol: 's3',
 *       accessKeyId: secretKey(`${name}-key`, 'id'),
 *       secretAccessKey: secretKey(`${name}-key`, 'secret'),
 *     },
 *   }),
 * });
 * const acmeProduction: RecipePack = { name: 'acme-production', provisioners: [cdnBucket], when: { tier: 'production' } };
 */
export interface RecipePack {
  /** Name for people: `aws-production`. */
  readonly name: string;
  /** The provisioners. */
  readonly provisioners: readonly Provisioner[];
  /**
   * Where they are meant.
   * @default - wherever the criteria of each one hold
   */
  readonly when?: PackCriteria;
}
