import { CLOUD_LABEL, CLUSTER_LABEL, ENVIRONMENT_LABEL, tagLabel } from '../model/labels.ts';
import { kindKey, type Manifest } from '../model/manifest.ts';
import { type Criteria, type NeedContext, need, type Provision, type Provisioner } from '../model/need.ts';
import { outputOf } from '../model/resource-type.ts';
import { Site, type Tier } from '../model/site.ts';

/** What a provisioner is checked with. */
export interface CheckProvisionerOptions {
  /**
   * Outputs that every provisioner of the type gives.
   * @default - those of the resource type that it was made from; not checked where it was made from none
   */
  readonly outputs?: readonly string[];
  /**
   * Labels of the clusters, beside those that its criteria ask for.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
}

const environments: Readonly<Record<Tier, string>> = { development: 'dev', staging: 'staging', production: 'prod' };
const allTiers: readonly Tier[] = ['development', 'staging', 'production'];

/**
 * Checks a provisioner for what the resolver relies on, where its criteria hold, and returns what is wrong with it, one sentence each.
 *
 * It gives the same for the same need, asks nothing of its site afterwards, splits no application by the name of the cluster, names
 * the objects of two needs apart, makes infrastructure of its own for each cluster, and gives every output of the type.
 *
 * @param examples params of needs, as the golden path gives them
 * @example
 * const bucket: Provisioner<{ readonly versioned: boolean }> = {
 *   name: 'my-bucket',
 *   type: 'bucket',
 *   provision: ({ name }) => ({
 *     manifests: [{ apiVersion: 'acme.example/v1', kind: 'Bucket', metadata: { name } }],
 *     outputs: { name, key: secretKey(`${name}-key`, 'key') },
 *   }),
 * };
 * expect(checkProvisioner(bucket, [{ versioned: true }], { outputs: ['name', 'key'] })).toEqual([]);
 */
export function checkProvisioner<P extends object>(
  provisioner: Provisioner<P>,
  examples: readonly P[],
  options: CheckProvisionerOptions = {},
): readonly string[] {
  const tiers = listOf(provisioner.when?.tier, allTiers);
  const faults = examples.flatMap((params, i) =>
    tiers.flatMap((tier) => {
      try {
        const probe = new Probe(provisioner, params, tier, options);
        return probe.faults().map((fault) => `example ${i} in ${tier}: ${fault}`);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return [`example ${i} in ${tier}: it throws: ${message}`];
      }
    }),
  );
  return [...new Set(faults)];
}

/** What a provisioner gives for one need at one site. */
interface Given {
  readonly provision: Provision;
  readonly infrastructure: readonly Manifest[];
  readonly text: string;
  readonly asksForName: boolean;
}

/** A provisioner at sites of one tier. */
class Probe<P extends object> {
  readonly #provisioner: Provisioner<P>;
  readonly #params: P;
  readonly #tier: Tier;
  readonly #options: CheckProvisionerOptions;

  constructor(provisioner: Provisioner<P>, params: P, tier: Tier, options: CheckProvisionerOptions) {
    this.#provisioner = provisioner;
    this.#params = params;
    this.#tier = tier;
    this.#options = options;
  }

  faults(): readonly string[] {
    const first = this.#give('first', 'one');
    const again = this.#give('first', 'one');
    const otherNeed = this.#give('second', 'one');
    const otherCluster = this.#give('first', 'two');
    return [
      ...(first.text === again.text ? [] : ['it gives something else the second time']),
      ...(first.asksForName
        ? [
            'provision() asks for the name of the cluster, so that every cluster is a variant; ask for it in infrastructure()',
          ]
        : []),
      ...shared(all(first), all(otherNeed)).map((name) => `two needs would share ${name}; use need.name`),
      ...shared(namedAbroad(first), namedAbroad(otherCluster)).map(
        (name) => `two clusters would share ${name}; put site.name into its name`,
      ),
      ...outputFaults(first.provision, this.#options.outputs ?? outputsOf(this.#provisioner, first.provision)),
      ...all(first).flatMap(shapeFaults),
    ];
  }

  #give(name: string, cluster: string): Given {
    const need = this.#need(name);
    const sites = [this.#site(cluster), this.#site(cluster)] as const;
    const provision = this.#provisioner.provision(need, sites[0]);
    const infrastructure = this.#provisioner.infrastructure?.(need, sites[1]) ?? [];
    const [facts] = sites.map((site) => site.seal());
    const asksForName = facts?.some(({ label }) => label === CLUSTER_LABEL) ?? false;
    return { provision, infrastructure, text: JSON.stringify([provision, infrastructure]), asksForName };
  }

  #need(name: string): NeedContext<P> {
    const { type, when = {} } = this.#provisioner;
    const application = first(when.application) ?? 'shop';
    const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': application };
    const asked = need(type, this.#params, { class: first(when.class), id: first(when.id) });
    return { ...asked, name, namespace: application, application, labels };
  }

  #site(cluster: string): Site {
    const { when = {} } = this.#provisioner;
    return new Site({ tier: this.#tier, labels: { ...labelsFor(when, this.#tier, cluster), ...this.#options.labels } });
  }
}

/**
 * The objects of the control plane whose names matter beyond their namespace, as they name something at a cloud. What is Kubernetes' own or
 * External Secrets' does not: on a hub each application has a namespace for each cluster.
 */
function namedAbroad({ infrastructure }: Given): readonly Manifest[] {
  return infrastructure.filter(({ apiVersion }) => apiVersion !== 'v1' && !/external-secrets\.io\//.test(apiVersion));
}

/** Labels of a cluster where the criteria hold. */
function labelsFor(when: Criteria, tier: Tier, cluster: string): Record<string, string> {
  const cloud = first(when.cloud);
  return {
    [CLUSTER_LABEL]: cluster,
    [ENVIRONMENT_LABEL]: first(when.environment) ?? environments[tier],
    ...(cloud === undefined ? {} : { [CLOUD_LABEL]: cloud }),
    ...Object.fromEntries((when.tags ?? []).map((tag) => [tagLabel(tag), 'true'])),
  };
}

/** The outputs that its type asks for, and of those that it may leave out the ones that are given. */
function outputsOf<P extends object>(
  { resource }: Provisioner<P>,
  { outputs }: Provision,
): readonly string[] | undefined {
  if (resource === undefined) return undefined;
  const isMeant = (name: string) => outputOf(resource, name)?.optional !== true || Object.hasOwn(outputs, name);
  return Object.keys(resource.outputs).filter(isMeant);
}

function outputFaults({ outputs }: Provision, expected: readonly string[] | undefined): readonly string[] {
  const given = Object.entries(outputs).filter(([, value]) => value !== undefined);
  const empty = Object.keys(outputs).filter((name) => outputs[name] === undefined);
  const missing = (expected ?? []).filter((name) => !given.some(([key]) => key === name) && !empty.includes(name));
  const more = given.map(([name]) => name).filter((name) => expected !== undefined && !expected.includes(name));
  return [
    ...empty.map((name) => `its output ${name} has no value`),
    ...missing.map((name) => `it does not give the output ${name}`),
    ...more.map((name) => `it gives an output ${name} that the type does not have`),
  ];
}

function shapeFaults(manifest: Manifest): readonly string[] {
  const { apiVersion, kind, metadata } = manifest;
  const complete = [apiVersion, kind, metadata?.name].every((text) => typeof text === 'string' && text !== '');
  return complete ? [] : [`an object lacks its apiVersion, kind or name: ${JSON.stringify(manifest).slice(0, 100)}`];
}

/** Objects that both make, for people. */
function shared(some: readonly Manifest[], others: readonly Manifest[]): readonly string[] {
  const taken = new Set(others.map(identity));
  return some.map(identity).filter((name) => taken.has(name));
}

function identity({ apiVersion, kind, metadata }: Manifest): string {
  return `${kindKey(apiVersion ?? '', kind)} ${metadata?.name}`;
}

function all({ provision, infrastructure }: Given): readonly Manifest[] {
  return [...provision.manifests, ...infrastructure];
}

function first<T extends string>(value: T | readonly T[] | undefined): T | undefined {
  return listOf<T>(value, [])[0];
}

function listOf<T extends string>(value: T | readonly T[] | undefined, fallback: readonly T[]): readonly T[] {
  if (value === undefined) return fallback;
  return typeof value === 'string' ? [value] : value;
}
