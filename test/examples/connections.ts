import { member } from '../../src/model/member.ts';
import { at, listAt, type Placed, textOf } from './deliveries.ts';

/** Pods on a cluster, by their labels. */
export interface Pods {
  readonly cluster: string;
  readonly namespace: string;
  readonly labels: unknown;
}

/** Whether NetworkPolicies let pods connect, by the rules of Kubernetes: pods that no policy of a side selects are open on it. */
export class Connections {
  readonly #placed: readonly Placed[];

  constructor(placed: readonly Placed[]) {
    this.#placed = placed;
  }

  /** Throws where the pods may not connect to the others at the port, on the one side or the other. */
  between(from: Pods, to: Pods, port: number): void {
    this.#side('egress', from, to, port);
    this.#side('ingress', to, from, port);
  }

  /** Throws where the pods may not connect to an address outside the cluster. */
  outside(from: Pods, port: number): void {
    const open = this.#policies(from, 'egress').every((rules) =>
      rules.some((rule) => member(rule, 'to') === undefined && hasPort(rule, port)),
    );
    if (!open)
      throw new Error(`no NetworkPolicy lets pods of ${from.namespace} on ${from.cluster} out to port ${port}`);
  }

  /** Throws where the pods may not connect to any port that a router on their cluster may listen on. */
  toRouter(from: Pods, router: Pods): void {
    for (const port of [1024, 65535]) this.#side('egress', from, router, port);
  }

  /** Throws where a router may not connect to the pods. */
  fromRouter(router: Pods, to: Pods, port: number): void {
    this.#side('ingress', to, router, port);
  }

  #side(side: 'egress' | 'ingress', own: Pods, other: Pods, port: number): void {
    const rules = this.#policies(own, side);
    // Policies add to each other: one that allows is enough, where there is any.
    const open = rules.length === 0 || rules.some((list) => list.some((rule) => allows(rule, side, own, other, port)));
    if (open) return;
    throw new Error(
      `no NetworkPolicy opens the ${side} of ${own.namespace} on ${own.cluster} for ${other.namespace}, port ${port}`,
    );
  }

  /** The rules of each policy that selects the pods for a side. */
  #policies({ cluster, namespace, labels }: Pods, side: 'egress' | 'ingress'): readonly (readonly unknown[])[] {
    return this.#placed
      .filter(
        ({ cluster: on, object }) =>
          on === cluster &&
          object.kind === 'NetworkPolicy' &&
          object.metadata.namespace === namespace &&
          selects(at(object.spec, 'podSelector'), labels) &&
          listAt(object.spec, 'policyTypes').includes(side === 'egress' ? 'Egress' : 'Ingress'),
      )
      .map(({ object }) => listAt(object.spec, side));
  }
}

function allows(rule: unknown, side: 'egress' | 'ingress', own: Pods, other: Pods, port: number): boolean {
  const peers = member(rule, side === 'egress' ? 'to' : 'from');
  if (!hasPort(rule, port)) return false;
  if (!Array.isArray(peers)) return true;
  return peers.some((peer: unknown) => {
    if (member(peer, 'ipBlock') !== undefined) return false;
    const namespaces = member(peer, 'namespaceSelector');
    const there =
      namespaces === undefined
        ? own.namespace === other.namespace
        : selects(namespaces, { 'kubernetes.io/metadata.name': other.namespace });
    return there && selects(member(peer, 'podSelector') ?? {}, other.labels);
  });
}

function hasPort(rule: unknown, port: number): boolean {
  const ports = listAt(rule, 'ports');
  return (
    ports.length === 0 ||
    ports.some((one) => {
      const first = Number(member(one, 'port'));
      return first <= port && port <= Number(member(one, 'endPort') ?? first);
    })
  );
}

/** Whether a selector of labels alone selects. */
export function selects(selector: unknown, labels: unknown): boolean {
  if (member(selector, 'matchExpressions') !== undefined) throw new Error('a selector by expressions is not followed');
  return Object.entries(Object(member(selector, 'matchLabels') ?? {})).every(
    ([key, value]) => textOf(labels, key) === value,
  );
}
