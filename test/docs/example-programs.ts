import { publicFaces } from './doc-example.ts';
import { mainProgram, wholeProgram } from './prelude.ts';
import type { UserProject } from './user-project.ts';

/** The modules of the package whose examples are compiled and run, by the name that users import. */
const entries = {
  roadbed: 'src/index.ts',
  'roadbed/observability': 'src/observability/index.ts',
  'roadbed/testing': 'src/testing/index.ts',
};

/** An example of the reference as a program in a project. */
export interface ExampleProgram {
  /** What it is an example of. */
  readonly of: string;
  readonly file: string;
}

/** Writes every example of the reference into a project, each as a program. */
export function examplePrograms(project: UserProject): readonly ExampleProgram[] {
  const faces = publicFaces(Object.values(entries));
  const exported = new Map(
    Object.keys(entries).flatMap((entry, i) => (faces[i]?.names ?? []).map((name) => [name, entry])),
  );
  const examples = faces.flatMap((face) => face.examples);
  project.write('main.ts', mainProgram);
  return examples.map(({ of, code }, i) => ({
    of,
    file: project.write(`${i}-${of}.ts`, wholeProgram(code, exported)),
  }));
}
