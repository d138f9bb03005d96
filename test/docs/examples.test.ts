import { publicFaces } from './doc-example.ts';
import { mainProgram, wholeProgram } from './prelude.ts';
import { UserProject } from './user-project.ts';

const entries = {
  roadbed: 'src/index.ts',
  'roadbed/observability': 'src/observability/index.ts',
  'roadbed/testing': 'src/testing/index.ts',
};
const faces = publicFaces(Object.values(entries));
const exported = new Map(
  Object.keys(entries).flatMap((entry, i) => (faces[i]?.names ?? []).map((name) => [name, entry])),
);
const examples = faces.flatMap((face) => face.examples);
const project = new UserProject();
const home = process.cwd();
const programs = examples.map(({ of, code }, i) => ({
  of,
  file: project.write(`${i}-${of}.ts`, wholeProgram(code, exported)),
}));

project.write('main.ts', mainProgram);

afterAll(() => {
  process.chdir(home);
  project.remove();
});

test('the examples of the reference compile', () => {
  expect(project.problems(programs.map(({ file }) => file))).toEqual([]);
}, 60_000);

describe('the example of', () => {
  for (const { of, file } of programs) {
    test(`${of} runs`, async () => {
      process.chdir(project.folder);
      await require(file).done;
      expect(process.exitCode).toBeUndefined();
    });
  }
});
