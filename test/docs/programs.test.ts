import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesIn, root } from '../../scripts/source-files.ts';
import { type CodeBlock, codeBlocks } from './code-block.ts';
import { examplePrograms } from './example-programs.ts';
import { runShell } from './shell-block.ts';
import { UserProject } from './user-project.ts';

const pages = ['README.md', 'CONTRIBUTING.md', ...filesIn('docs/guide', '.md')].filter((page) =>
  existsSync(join(root, page)),
);
const known = /^(no-run|test|repository|file=[\w./-]+)$/;
const project = new UserProject();
const home = process.cwd();
const guide = pages.map(readPage);
const examples = examplePrograms(project);

afterEach(() => process.chdir(home));
afterAll(() => project.remove());

// One program of the compiler for all: what takes it long is the package's own types.
test('the programs of all pages and the examples of the reference compile', () => {
  const written = guide.flatMap(({ programs }) => [...programs.values()]);
  expect(project.problems([...written, ...examples.map(({ file }) => file)])).toEqual([]);
}, 60_000);

describe('the example of', () => {
  for (const { of, file } of examples) {
    test(`${of} runs`, async () => {
      process.chdir(project.folder);
      await require(file).done;
      expect(process.exitCode).toBeUndefined();
    });
  }
});

describe.each(guide)('$page', ({ folder, blocks, programs }) => {
  test('its blocks say nothing that is not known of blocks', () => {
    expect(blocks.flatMap(({ words }) => words.filter((word) => !known.test(word)))).toEqual([]);
  });

  test('no two of its blocks have one name', () => {
    expect(new Set(programs.values()).size).toBe(programs.size);
  });

  for (const block of blocks) {
    const program = programs.get(block);
    if (program !== undefined && block.words.includes('test')) {
      describe(`the tests on line ${block.line}`, () => {
        require(program);
      });
    } else if (program !== undefined && !block.words.includes('no-run')) {
      test(`the program on line ${block.line} runs`, () => runProgram(folder, program));
    } else if (block.language === 'sh') {
      test(`the commands on line ${block.line} do what the page says`, () => {
        expect(runShell(block.code, folder)).toEqual([]);
      }, 60_000);
    }
  }
});

/** A page as a project: its blocks, and the files that its programs stand in. */
function readPage(page: string) {
  const blocks = codeBlocks(readFileSync(join(root, page), 'utf8'));
  const name = page.replaceAll('/', '-').replace(/\.md$/, '');
  const programs = new Map(
    blocks.filter(({ language }) => language === 'ts').map((block) => [block, place(name, block)]),
  );
  const folder = join(project.folder, name);
  mkdirSync(folder, { recursive: true });
  for (const block of blocks) if (block.language !== 'ts' && fileOf(block) !== undefined) place(name, block);
  return { page, folder, blocks, programs };
}

/** The file that a block is: a program, or what a program reads. */
function fileOf({ words }: CodeBlock): string | undefined {
  return words.find((word) => word.startsWith('file='))?.slice('file='.length);
}

function place(page: string, block: CodeBlock): string {
  const name = fileOf(block) ?? `block-${block.line}.ts`;
  // Line numbers of the file are those of the page.
  const text = '\n'.repeat(block.line - 1) + block.code;
  return block.words.includes('repository')
    ? project.writeToRepository(name, text)
    : project.write(`${page}/${name}`, text);
}

/** Runs a program. One without a name runs in a folder of its own: it is no later state of another one. */
function runProgram(folder: string, program: string): void {
  const said: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation(() => {});
  const complaints = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const place = basename(program).startsWith('block-') ? join(folder, basename(program, '.ts')) : folder;
  mkdirSync(place, { recursive: true });
  try {
    process.chdir(place);
    require(program);
    expect([process.exitCode, ...said]).toEqual([undefined]);
  } finally {
    process.exitCode = undefined;
    complaints.mockRestore();
    log.mockRestore();
  }
}
