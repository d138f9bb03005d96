import { listed } from '../model/listed.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { Ref } from '../model/ref.ts';
import { isLate, type Value } from '../model/value.ts';
import type { Offered } from './draft.ts';
import type { ClusterNode } from './graph.ts';
import { placeWords } from './marker-place.ts';
import { isAtControl, needsNetwork } from './offers.ts';
import type { Spot } from './unbound.ts';

/** What is wrong with a reference whose value comes from another cluster, or through a listener. */
export function crossingProblem(
  ref: Ref,
  offered: Offered,
  clusters: readonly ClusterNode[],
  { path, place }: Spot,
): readonly Problem[] {
  const at = { path, prop: placeWords(place) };
  const label = show(ref.label);
  const { from, crossing, stateful, differing, offer } = offered;
  const names = listed(from.map(({ name }) => name));
  if (from.length > 1 && (stateful || differing.has(ref.output) || isLateWithin(offer.values[ref.output]))) {
    const why = stateful ? 'keeps data of its own on each of them' : 'has another value on each of them';
    return [problem('RB510', { ...at, found: `${label} is on ${names}, and ${why}` })];
  }
  if (offered.beyondRights) {
    const found = `${label} is on ${names}, and its resource gives rights to service accounts of that cluster alone`;
    return [problem('RB521', { ...at, found })];
  }
  if (from.length > 0 && crossing === undefined && needsNetwork(offer) && offer.endpoints.has(ref.output)) {
    return [
      problem('RB512', { ...at, found: `${label} is on ${names}, and has no known "host" and "port" to lead there` }),
    ];
  }
  if (from.length === 0 && offer.endpoints.has(ref.output) && isUnreachable(offered)) {
    const behind = clusters.find(({ behindHub }) => behindHub);
    const found = `${label} is behind the hub of "${behind?.name}", and known by a Secret alone`;
    if (behind !== undefined) return [problem('RB515', { ...at, found })];
  }
  if (crossing?.unproven.has(ref.output) !== true) return [];
  const found = `${label} would name the listener "${crossing.listener}", and the server's certificate has another name`;
  return [problem('RB511', { ...at, found, hint: serverNameHint(offer.values.serverName) })];
}

/** What to do where the client can be told the name, as the server gives it. */
function serverNameHint(serverName: Value | undefined): string | undefined {
  if (serverName === undefined || serverName === '') return undefined;
  return 'take "host", "port" and "serverName" apart, and have the client check the certificate by that name, or place the server where it is reached directly';
}

/** Whether a managed server has an address that is known late, and no field of its resource that says it. */
function isUnreachable({ offer, crossing }: Offered): boolean {
  const { host } = offer.values;
  const outside = [...offer.endpoints.values()].some((endpoint) => 'outside' in endpoint);
  return crossing === undefined && outside && isLate(host) && isAtControl(host, offer);
}

function isLateWithin(value: Value | undefined): boolean {
  if (typeof value !== 'object') return false;
  if (value.from !== 'url') return isLate(value);
  return [value.user, value.password, value.host, value.port, value.path].some((part) => typeof part === 'object');
}
