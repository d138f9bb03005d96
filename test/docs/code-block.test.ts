import { codeBlocks } from './code-block.ts';

test('a block has its language, its words, its code and the line on which its code begins', () => {
  const page =
    'Text.\n\n```ts no-run file=main.ts\nconst a = 1;\n\nconst b = 2;\n```\n\n```sh\nnpx roadbed synth\n```\n';
  expect(codeBlocks(page)).toEqual([
    { line: 4, language: 'ts', words: ['no-run', 'file=main.ts'], code: 'const a = 1;\n\nconst b = 2;\n' },
    { line: 10, language: 'sh', words: [], code: 'npx roadbed synth\n' },
  ]);
});

test('a block in a list loses the indent of the list', () => {
  expect(codeBlocks('1. Do:\n\n   ```ts\n   if (a) {\n     b();\n   }\n   ```\n')).toEqual([
    { line: 4, language: 'ts', words: [], code: 'if (a) {\n  b();\n}\n' },
  ]);
});

test('a block of four backticks may hold one of three', () => {
  expect(codeBlocks('````md\n```ts\nx\n```\n````\n')).toEqual([
    { line: 2, language: 'md', words: [], code: '```ts\nx\n```\n' },
  ]);
});

test('a block without an end is a fault of the page', () => {
  expect(() => codeBlocks('```ts\nconst a = 1;\n')).toThrow('the block that begins on line 1 has no end');
});
