import { REGION_LABEL } from '../../src/model/labels.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { NeedContext, ProvisionProblem } from '../../src/model/need.ts';
import type { Site } from '../../src/model/site.ts';
import { type ConfigMapKey, configMapKey } from '../../src/model/value.ts';

/** Problems of a cluster that lacks some of these labels. */
export function lackingLabels(site: Site, ...labels: readonly string[]): readonly ProvisionProblem[] {
  return labels
    .filter((label) => (site.label(label) ?? '') === '')
    .map((label) => ({ code: 'RB340', found: `the cluster "${site.name}" has no label "${label}"` }));
}

/** Problems of a cluster that does not say its region. */
export function needsRegion(_need: NeedContext<object>, site: Site): readonly ProvisionProblem[] {
  return lackingLabels(site, REGION_LABEL);
}

/** Region of the cluster, from its label `topology.kubernetes.io/region`; empty without one. */
export function regionOf(site: Site): string {
  return site.label(REGION_LABEL) ?? '';
}

/** Name of the ConfigMap that says what a managed resource is called. */
function factsOf({ name }: NeedContext<object>): string {
  return `${name}-facts`;
}

/**
 * What a managed resource is called, where its provider writes it to no Secret: the name holds that of the cluster, so that as a plain value
 * it would give each cluster manifests of its own.
 *
 * @source ConfigMap
 */
export function resourceFacts(need: NeedContext<object>, data: Readonly<Record<string, string>>): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: factsOf(need), namespace: need.namespace, labels: need.labels },
    data,
  };
}

/** One of the {@link resourceFacts}, whose values are all safe in a URL. */
export function resourceFact(need: NeedContext<object>, key: string): ConfigMapKey {
  return configMapKey(factsOf(need), key, { urlSafe: true });
}
