import { providesLabel } from '../model/labels.ts';
import { type Problem, problem } from '../model/problem.ts';
import { labelOf } from '../model/site.ts';
import type { LinkedApplication } from './graph.ts';
import type { KindIndex } from './kind-index.ts';

/** Most clusters that a problem names. */
const MOST_NAMES = 5;

/** What an application requires and does not find on every cluster that it is on: neither delivered, nor there already. */
export function requirementProblems(application: LinkedApplication, kinds: KindIndex): readonly Problem[] {
  const clusters = application.placements.map(({ cluster }) => cluster);
  return application.requires.flatMap((kind) => {
    const label = providesLabel(kind);
    const missing = kinds.without(kind, clusters).filter((cluster) => labelOf(cluster, label) !== 'true');
    if (missing.length === 0) return [];
    const names = missing.slice(0, MOST_NAMES).map(({ name }) => `"${name}"`);
    const more = missing.length > MOST_NAMES ? ` and ${missing.length - MOST_NAMES} more` : '';
    const found = `nothing brings the kind "${kind}" to ${names.join(', ')}${more}`;
    return [problem('RB971', { path: application.path, prop: 'requires', found })];
  });
}
