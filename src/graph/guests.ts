import type { Matched } from './graph.ts';
import { takerPath, takersOf } from './takers.ts';

/** Namespace and name of a service account. */
export type Account = readonly [namespace: string, name: string];

/** Service accounts of another program that may take an output. */
export interface Guest {
  /** Path of what stands for their application. */
  readonly path: string;
  readonly output: string;
  readonly application: string;
  readonly accounts: readonly Account[];
  /** Names of the clusters that they are on. */
  readonly clusters: ReadonlySet<string>;
}

/** Those that exports name, by the path of the construct that gives a value. */
export function guestsOf(graph: Matched): ReadonlyMap<string, readonly Guest[]> {
  const found = new Map<string, Guest[]>();
  const takers = graph.exports.length === 0 ? undefined : takersOf(graph);
  for (const declared of graph.exports) {
    for (const { application, serviceAccounts } of declared.to) {
      const taker = takers?.get(application);
      if (taker === undefined || serviceAccounts.length === 0) continue;
      const clusters = new Set(taker.clusters.map(({ name }) => name));
      const accounts = serviceAccounts.map((name) => [taker.namespace, name] as const);
      for (const { producer, output } of Object.values(declared.values)) {
        const guest = { path: takerPath(declared, application), output, application, accounts, clusters };
        const { path } = producer.node;
        found.set(path, [...(found.get(path) ?? []), guest]);
      }
    }
  }
  return found;
}
