import { member } from '../model/member.ts';
import type { LateValue, UrlValue, Value } from '../model/value.ts';
import type { ClusterNode, Offer, Rendered } from './graph.ts';

/**
 * The values of a unit on a cluster, with what stands in ConfigMaps that the program itself makes: it is late within the program, so that
 * clusters share manifests, and known to who is told of each cluster apart.
 */
export function factsIn(
  graph: Rendered,
  unit: string,
  cluster: ClusterNode,
  { values, homes, from }: Offer,
): { readonly values: Readonly<Record<string, Value>>; readonly facts: readonly string[] } {
  const told: Record<string, Value> = {};
  const facts: string[] = [];
  for (const [output, value] of Object.entries(values)) {
    const read = withFacts(value, (late) => factIn(graph, homes.get(output) ?? unit, from ?? cluster, late));
    told[output] = read;
    if (typeof value === 'object' && typeof read !== 'object') facts.push(output);
  }
  return { values: told, facts: facts.sort() };
}

/** What a key of a ConfigMap holds that a unit makes on a cluster; undefined where it makes none. */
export function factIn(
  graph: Rendered,
  unit: string,
  cluster: ClusterNode,
  { name, key }: LateValue,
): string | undefined {
  const made = [graph.infrastructure(unit, cluster), graph.rendering(unit, cluster)];
  const found = made
    .flatMap((leaf) => leaf?.value ?? [])
    .find(({ object }) => object.kind === 'ConfigMap' && object.metadata.name === name);
  const text = member(found?.object.data, key);
  return typeof text === 'string' ? text : undefined;
}

function withFacts(value: Value, factOf: (late: LateValue) => string | undefined): Value {
  if (typeof value !== 'object') return value;
  const known = (late: LateValue) => (late.from === 'configMap' ? factOf(late) : undefined);
  if (value.from !== 'url') return known(value) ?? value;
  const text = <P extends UrlValue['host'] | undefined>(part: P) =>
    typeof part === 'object' ? (known(part) ?? part) : part;
  const { port } = value;
  const fact = typeof port === 'object' ? known(port) : undefined;
  return {
    ...value,
    user: text(value.user),
    password: text(value.password),
    host: text(value.host),
    port: fact === undefined ? port : Number(fact),
    path: text(value.path),
  };
}
