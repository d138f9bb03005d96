import { Progress } from '../../src/cli/progress.ts';

const { isTTY } = process.stderr;
const { env } = process;
let printed: string;
let now: number;

beforeEach(() => {
  printed = '';
  now = 1_000;
  process.env = { ...env, TERM: 'xterm' };
  delete process.env.CI;
  process.stderr.isTTY = true;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = env;
  process.stderr.isTTY = isTTY;
});

test('work that is done soon shows nothing', () => {
  const progress = new Progress();
  progress.step('render');
  now += 250;
  progress.say('writing', 12, 'file');
  progress.end();
  expect(printed).toBe('');
});

test('long work is one line, which is drawn anew now and then and taken away at the end', () => {
  const progress = new Progress();
  now += 400;
  progress.step('check');
  now += 10;
  progress.say('writing', 1, 'file');
  now += 100;
  progress.say('writing', 1_200, 'file');
  progress.end();
  progress.end();
  expect(printed.split('\r\u001b[2K')).toEqual(['', 'checking objects', 'writing: 1,200 files', '']);
});

test.each([
  [
    'where nobody looks',
    () => {
      process.stderr.isTTY = false;
    },
  ],
  [
    'in CI',
    () => {
      process.env.CI = 'true';
    },
  ],
  [
    'on a terminal that cannot go back',
    () => {
      process.env.TERM = 'dumb';
    },
  ],
])('nothing is shown %s', (_, given) => {
  given();
  const progress = new Progress();
  now += 1_000;
  progress.step('check');
  progress.end();
  expect(printed).toBe('');
});
