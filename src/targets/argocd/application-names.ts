import type { ResolvedApplication, ResolvedGraph } from '../../graph/graph.ts';
import { type Problem, problem } from '../../model/problem.ts';
import { show } from '../../model/props.ts';
import { waveApplicationName } from './names.ts';
import { isAtOnce } from './promotion-waves.ts';

/** Kubernetes' limit for what Argo CD writes into labels and annotations of an Application's objects. */
const LONGEST = 253;

/** Kubernetes' limit for a DNS label. */
const LONGEST_LABEL = 63;

/** Two Applications cannot bear one name: `a-b` on `c` would be `a` on `b-c`. */
export function applicationNameProblems(graph: ResolvedGraph): readonly Problem[] {
  const byName = new Map(graph.applications.map((application) => [application.name, application]));
  return [
    ...graph.applications.flatMap((application) => [
      ...lengthProblems(application),
      ...shorterNames(application.name).flatMap((name) => meeting(byName.get(name), application)),
    ]),
    ...graph.platform.waves
      .filter((wave) => !isAtOnce(wave, graph))
      .flatMap(({ name }) => waveProblems(waveApplicationName(graph.platform, name), byName)),
  ];
}

/** The Application of a wave bears no name that one of an application does. */
function waveProblems(name: string, byName: ReadonlyMap<string, ResolvedApplication>): readonly Problem[] {
  return shorterNames(name).flatMap((start) => {
    const application = byName.get(start);
    const cluster = name.slice(start.length + 1);
    if (application?.placements.every((placement) => placement.cluster.name !== cluster) ?? true) return [];
    const found = `the Application "${name}" would be made by "${start}", and for a wave`;
    return [problem('RB105', { path: application?.path ?? '', found, hint: 'rename the application or the wave' })];
  });
}

/** The beginnings of a name that end before a hyphen: only applications of such a name can meet it. */
function shorterNames(name: string): readonly string[] {
  const found: string[] = [];
  for (let end = name.indexOf('-'); end !== -1; end = name.indexOf('-', end + 1)) found.push(name.slice(0, end));
  return found;
}

function meeting(shorter: ResolvedApplication | undefined, longer: ResolvedApplication): readonly Problem[] {
  if (shorter === undefined) return [];
  const rest = longer.name.slice(shorter.name.length + 1);
  const clusters = new Set(shorter.placements.map(({ cluster }) => cluster.name));
  const met = longer.placements.find(({ cluster }) => clusters.has(`${rest}-${cluster.name}`));
  if (met === undefined) return [];
  const name = `${longer.name}-${met.cluster.name}`;
  const found = `the Application "${name}" would be made by "${shorter.name}" and by "${longer.name}"`;
  return [problem('RB105', { path: longer.path, found, hint: 'rename the application or the cluster' })];
}

function lengthProblems({ name, path, placements }: ResolvedApplication): readonly Problem[] {
  // With the name of any cluster, which is a DNS label, a short one is short enough.
  if (name.length + 1 + LONGEST_LABEL <= LONGEST) return [];
  const over = placements.find(({ cluster }) => name.length + 1 + cluster.name.length > LONGEST);
  if (over === undefined) return [];
  const found = `its Application is over ${LONGEST} characters long, got ${show(`${name}-${over.cluster.name}`)}`;
  return [problem('RB102', { path, found })];
}
