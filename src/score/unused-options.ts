import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { ScoreFile } from './read-score.ts';
import { SPECIAL } from './resource-table.ts';
import type { ScoreOptions } from './score-options.ts';

/** Images and hosts for what no file has: a misspelt name would leave something to a default. */
export function unusedOptions(
  files: readonly ScoreFile[],
  { images = {}, hosts = {} }: ScoreOptions,
): readonly Problem[] {
  const path = files[0]?.path ?? '';
  const unknown = (option: string, given: object, what: string, known: readonly string[]) =>
    Object.keys(given)
      .filter((name) => !known.includes(name))
      .map((name) => {
        const hint = known.length === 0 ? 'take it away' : `name one of ${known.map((one) => show(one)).join(', ')}`;
        return problem('RB854', { path, prop: option, found: `no ${what} is called ${show(name)}`, hint });
      });
  return [
    ...unknown('images', images, 'workload or container', files.flatMap(imageNames)),
    ...unknown('hosts', hosts, `resource of the type "${SPECIAL.dns}"`, files.flatMap(hostNames)),
  ];
}

function imageNames({ score: { metadata, containers } }: ScoreFile): readonly string[] {
  return [metadata.name, ...Object.keys(containers).map((container) => `${metadata.name}.${container}`)];
}

function hostNames({ score: { resources = {} } }: ScoreFile): readonly string[] {
  return Object.entries(resources).flatMap(([name, { type }]) => (type === SPECIAL.dns ? [name] : []));
}
