import { isHandedOverByStore, storedSecret } from '../model/handover.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { pulumiSecretOf } from '../model/pulumi-secret.ts';
import type { Additions } from './additions.ts';
import type { Bound } from './bound.ts';
import type { Draft } from './draft.ts';
import type { Rendered } from './graph.ts';
import { pulledSecret } from './transport-objects.ts';

/**
 * What takes the values that Pulumi hands over through the stores of the clouds: on each cluster an ExternalSecret of the name that the Secret of Pulumi
 * would have, so that who takes a value from it does not see which of the two wrote it.
 */
export function handOver(
  drafts: readonly Draft[],
  bound: ReadonlyMap<Draft, Bound>,
  { platform }: Rendered,
  additions: Additions,
): readonly Problem[] {
  if (!isHandedOverByStore(platform)) return [];
  const problems: Problem[] = [];
  for (const draft of drafts) {
    const { application, clusters } = draft;
    for (const { object, path } of bound.get(draft)?.objects ?? []) {
      const secret = pulumiSecretOf(object);
      if (secret === undefined) continue;
      if (!secret.isKnown) {
        const found = 'what it is called is known only when Pulumi runs, and an ExternalSecret must say it';
        problems.push(problem('RB651', { path, prop: `Resource "${object.metadata.name}"`, found }));
        continue;
      }
      for (const cluster of clusters) {
        const stored = storedSecret(platform, cluster, secret);
        if (stored === undefined) {
          const found = `${show(secret.name)} is for the cluster ${show(cluster.name)}, which says no place at a cloud`;
          problems.push(problem('RB659', { path, found }));
          continue;
        }
        const from = { store: platform.secretStore, remoteKey: stored.key };
        const owner = { application: application.name, path };
        additions.link(application, cluster, pulledSecret(secret, secret.keys, from, owner, secret), true);
      }
    }
  }
  const { name, kind } = platform.secretStore;
  if (kind !== 'ClusterSecretStore') {
    const found = `values are handed over through ${show(name)}, a SecretStore`;
    problems.push(
      problem('RB518', { path: '', prop: 'secretStore', found, hint: 'give the platform a ClusterSecretStore' }),
    );
  }
  return problems;
}
