import fc from 'fast-check';
import { styleOf, terminalWidth, wrap } from '../../src/cli/terminal.ts';

const { env } = process;

afterEach(() => {
  process.env = env;
});

test('text is broken between words, none of which is lost or cut', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.integer({ min: 10, max: 60 }), (list, width) => {
      const lines = wrap(list.join(' '), width);
      expect(lines.join(' ')).toBe(list.join(' '));
      for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true);
    }),
  );
});

test.each([
  [{ isTTY: true }, {}, '\u001b[31mno\u001b[39m'],
  [{ isTTY: true }, { NO_COLOR: '1' }, 'no'],
  [{ isTTY: true }, { TERM: 'dumb' }, 'no'],
  [{ isTTY: false }, {}, 'no'],
  [{}, {}, 'no'],
])('the stream %j with %j marks red as %j', (stream, variables, marked) => {
  process.env = variables;
  expect(styleOf({ ...stream, write: () => true }).red('no')).toBe(marked);
});

test.each([
  ['20', 40],
  ['80', 80],
  ['500', 120],
  ['wide', 100],
])('without a terminal, COLUMNS=%s makes %i columns', (columns, width) => {
  process.env = { COLUMNS: columns };
  expect(terminalWidth()).toBe(process.stderr.columns ?? process.stdout.columns ?? width);
});
