import { publicFace } from './doc-example.ts';
import { wholeProgram } from './prelude.ts';
import { UserProject } from './user-project.ts';

const { names, examples } = publicFace('src/index.ts');
const project = new UserProject();
const home = process.cwd();
const programs = examples.map(({ of, code }, i) => ({
  of,
  file: project.write(`${i}-${of}.ts`, wholeProgram(code, names)),
}));

afterAll(() => {
  process.chdir(home);
  project.remove();
});

test('the examples of the reference compile', () => {
  expect(project.problems(programs.map(({ file }) => file))).toEqual([]);
}, 60_000);

describe('the example of', () => {
  for (const { of, file } of programs) {
    test(`${of} runs`, () => {
      process.chdir(project.folder);
      require(file);
      expect(process.exitCode).toBeUndefined();
    });
  }
});
