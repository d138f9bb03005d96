import type { Provision, ProvisionProblem } from '../model/need.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { mayHoldMarker } from '../model/ref.ts';
import { type OutputDescription, type OutputKind, outputOf } from '../model/resource-type.ts';
import type { Site } from '../model/site.ts';
import type { Value } from '../model/value.ts';
import type { Match } from './graph.ts';
import type { Provisions } from './provisions.ts';

/** What is wrong with what a provisioner made: what it says itself, and how it differs from its type. */
export function provisionProblems(match: Match, provision: Provision): readonly Problem[] {
  const said = (provision.problems ?? []).map((one) => problemOf(one, match));
  // Who cannot make it has no outputs to give either.
  return said.length > 0 ? said : outputProblems(match, provision);
}

/** What a provisioner says against making it for a site. */
export function siteProblems(match: Match, site: Site): readonly Problem[] {
  // A shared resource is made for its owner.
  if (match.owner !== undefined) return [];
  const said = match.provisioner?.problems?.(match.need, site) ?? [];
  return said.map((one) => problemOf(one, match));
}

/** What a provisioner would take of a shared resource that it cannot reach: late values stay in the namespace of the owner. */
export function reachProblems(
  { unit: path, need, provisioner, brings }: Match,
  provisions: Provisions,
): readonly Problem[] {
  return brings.flatMap((brought) => {
    const { owner, home } = brought;
    if (owner === undefined || (home === undefined && owner.need.namespace === need.namespace)) return [];
    const late = Object.entries(provisions.of(brought)?.outputs ?? {}).find(([, value]) => typeof value === 'object');
    if (late === undefined) return [];
    const what = `"${late[0]}" of the "${owner.need.type}" of ${show(owner.unit)} is`;
    const where = home === undefined ? `in the namespace "${owner.need.namespace}"` : `on the cluster "${home.name}"`;
    const hint = home === undefined ? undefined : 'share it for each cluster, or share what builds on it as widely';
    const found = `the provisioner "${provisioner?.name}" builds on it, and ${what} ${where}`;
    return [problem('RB311', { path, found, hint })];
  });
}

function problemOf({ code = 'RB308', prop, found, hint }: ProvisionProblem, { unit, provisioner }: Match): Problem {
  return problem(code, { path: unit, prop, found: `the provisioner "${provisioner?.name}" says: ${found}`, hint });
}

function outputProblems({ unit: path, need, provisioner }: Match, { outputs }: Provision): readonly Problem[] {
  const type = need.resource;
  if (type === undefined) return [];
  const faults: Problem[] = [];
  const told = (prop: string, what: string) =>
    faults.push(problem('RB307', { path, prop, found: `the provisioner "${provisioner?.name}" ${what}` }));
  for (const name of Object.keys(type.outputs)) {
    const description = outputOf(type, name);
    const value = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
    if (description === undefined || (value === undefined && description.optional)) continue;
    const fault = value === undefined ? 'no value' : valueFault(value, description);
    if (fault !== undefined) told(name, `gives ${fault} for "${name}" of the type "${type.name}"`);
  }
  for (const name of Object.keys(outputs)) {
    if (outputOf(type, name) === undefined)
      told(name, `gives ${show(name)}, which the type "${type.name}" does not have`);
  }
  return faults;
}

/** What is wrong with a value for its kind; a value that must be secret is never shown. */
function valueFault(value: Value, { kind, secret }: Required<OutputDescription>): string | undefined {
  if (typeof value === 'object') {
    if (value.from === 'url') return kind === 'url' ? undefined : `a URL, which is no ${kind},`;
    return secret && value.from === 'configMap' ? 'a key of a ConfigMap, and no Secret,' : undefined;
  }
  if (secret) return 'a plain text, and no key of a Secret,';
  return isOfKind(value, kind) ? undefined : `${show(value)}, which is no ${kind},`;
}

function isOfKind(value: string | number, kind: OutputKind): boolean {
  if (typeof value === 'number') {
    if (kind === 'port') return Number.isInteger(value) && value >= 1 && value <= 65535;
    return kind === 'number' && Number.isFinite(value);
  }
  // What a reference stands for is told when it is bound.
  if (mayHoldMarker(value)) return true;
  switch (kind) {
    case 'port':
    case 'number':
      return false;
    case 'host':
      return /^[^\s/@]+$/.test(value);
    case 'url':
      return /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/\S+$/.test(value);
    case 'name':
      return value !== '';
    case 'string':
      return true;
  }
}
