import { type RunResult, recorded, rowsText } from '../../scripts/conformance-table.ts';

const date = '2026-11-20';
const helm = { engine: 'helm', version: 'v4', what: 'reads values', objects: 10, seconds: 0.123 };
const gator = { engine: 'gator', version: 'v3', why: 'it does not build: no | module' };

function result(changes: Partial<RunResult>): RunResult {
  return { held: [], notRun: [], unheld: [], date, whole: [], ...changes };
}

describe('the page of what held against engines', () => {
  const page = recorded('# Held\n\nWords.\n', result({ held: [helm], notRun: [gator] }));

  test('has a table of what held and one of what was not run, with the reason', () => {
    expect(page).toBe(`# Held

Words.

| engine | version | what held | objects | seconds | on |
|---|---|---|---|---|---|
| helm | v4 | reads values | 10 | 0.1 | 2026-11-20 |

| engine | version | not run because | on |
|---|---|---|---|
| gator | v3 | it does not build: no \\| module | 2026-11-20 |
`);
  });

  test('has a table of what there is nothing to hold against, which each run that looks writes anew', () => {
    const row = { engine: 'gator', waitsFor: 'constraints', objects: 12 };
    const waiting = recorded(page, result({ unheld: [row, { ...row, engine: 'helm lint' }] }));
    expect(waiting).toContain(`| engine | waits for | objects looked at | on |
|---|---|---|---|
| gator | constraints | 12 | 2026-11-20 |
| helm lint | constraints | 12 | 2026-11-20 |
`);
    const later = recorded(waiting, result({ unheld: [{ ...row, engine: 'helm lint' }] }));
    expect(later).not.toContain('| gator | constraints |');
    expect(recorded(later, result({}))).toBe(later);
  });

  test('stays as it is where a run held nothing', () => {
    expect(recorded(page, result({ date: '2030-01-01' }))).toBe(page);
  });

  test('keeps what other runs held, and the words around the tables', () => {
    const other = { ...helm, engine: 'kubeseal', what: 'opens a | b' };
    const later = recorded(`${page}\nMore words.\n`, result({ held: [other], date: '2026-11-21' }));
    expect(later).toContain('| helm | v4 | reads values | 10 | 0.1 | 2026-11-20 |\n| kubeseal | v4 | opens a \\| b |');
    expect(later.endsWith('\n\nMore words.\n')).toBe(true);
    expect(recorded(later, result({}))).toBe(later);
  });

  test('forgets of an engine of which every test ran what did not hold again', () => {
    const renamed = { ...helm, what: 'reads every value' };
    expect(recorded(page, result({ held: [renamed], whole: ['helm'] }))).not.toContain('| reads values |');
    expect(recorded(page, result({ held: [renamed] }))).toContain('| reads values |');
  });

  test('no longer says that an engine was not run when it was', () => {
    expect(recorded(page, result({ whole: ['gator'] }))).not.toContain('gator');
    const part = recorded(page, result({ held: [{ ...helm, engine: 'gator' }] }));
    expect(part).toContain('| gator | v4 | reads values |');
    expect(part).not.toContain('it does not build');
  });
});

test('what held is told a line each', () => {
  expect(rowsText([helm, { ...helm, what: 'lints' }])).toBe(
    'helm v4: reads values (10, 0.1 s)\nhelm v4: lints (10, 0.1 s)',
  );
});
