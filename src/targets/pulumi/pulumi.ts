import type { ResolvedGraph } from '../../graph/graph.ts';
import { compareText, distinctProblems, type Problem, problem } from '../../model/problem.ts';
import { show } from '../../model/props.ts';
import type { Emission, EmittedFile, Target } from '../shared/target.ts';
import type { PulumiProgram } from './program.ts';
import { programOf } from './program-of.ts';
import { yamlProgram } from './yaml-program.ts';
import { functionIn } from './yaml-text.ts';

/** A Pulumi project in YAML for each environment, for teams that want the program as a file. */
export const pulumi: Target = {
  name: 'pulumi',
  emit(graph: ResolvedGraph): Emission {
    const files: EmittedFile[] = [];
    const problems: Problem[] = [];
    const environments = [...new Set(graph.clusters.map(({ environment }) => environment))].sort(compareText);
    for (const environment of environments) {
      const { program, problems: found } = programOf(graph, { environment });
      problems.push(...found, ...(program === undefined ? [] : functionProblems(program)));
      if (program !== undefined) files.push(projectFile(environment, program));
    }
    return { files, problems: distinctProblems(problems) };
  },
};

function projectFile(environment: string, program: PulumiProgram): EmittedFile {
  return {
    path: `${environment}/Pulumi.yaml`,
    comment: [
      `Made by Roadbed from the platform, for the environment "${environment}". Change the program, not this file.`,
      'A stack belongs to this file or to a program that calls deploy(), not to both: their resources have other URNs.',
    ],
    documents: [yamlProgram(`${program.name}-${environment}`, program)],
  };
}

/** Data that Pulumi YAML would run. */
function functionProblems({ resources }: PulumiProgram): readonly Problem[] {
  return resources.flatMap(({ name, inputs }) => {
    const key = functionIn(inputs);
    if (key === undefined) return [];
    return [problem('RB654', { path: name, found: `Pulumi YAML would take ${show(key)} for a function` })];
  });
}
