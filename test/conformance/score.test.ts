import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { parse } from 'yaml';
import { root } from '../../scripts/source-files.ts';
import { parseScore } from '../../src/score/read-score.ts';
import { UserFolder } from '../cli/support.ts';
import { apiScore, webScore } from '../score/support.ts';

const published = path.resolve(__dirname, '../../../shared/crds/schemas/score/score-v1b1.json');
const validate = new Ajv2020({ strict: false, allErrors: true }).compile(JSON.parse(readFileSync(published, 'utf8')));

/** What the published schema says of a Score file. */
function faults(score: unknown): readonly unknown[] {
  return validate(score) ? [] : (validate.errors ?? []);
}

const folder = new UserFolder();
afterAll(() => folder.remove());

test.each(['acme', 'online-boutique'])(
  'what %s exports is valid by the published schema, and is read again',
  (example) => {
    const app = path.join(root, 'examples', example, 'main.ts');
    const { status, stdout, stderr } = folder.roadbed(['export', 'score', '--app', app, '--json']);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const { workloads } = JSON.parse(stdout);
    expect(workloads.length).toBeGreaterThan(1);
    for (const { score, name } of workloads) {
      expect([name, faults(score)]).toEqual([name, []]);
      expect(parseScore(score, name).problems).toEqual([]);
    }
  },
);

test('the files of the tests are valid by the published schema', () => {
  for (const text of [webScore, apiScore]) expect(faults(parse(text))).toEqual([]);
});

test.each([
  ['an unknown key', webScore.replace('variables:', 'varibles:')],
  ['no containers', 'apiVersion: score.dev/v1b1\nmetadata: { name: web }\n'],
  ['an amount of no kind', webScore.replace('1.5Gi', '1.5GiB')],
  ['a file with two contents', webScore.replace('mode: "0600"', 'binaryContent: AA==')],
  ['a name in capitals', webScore.replace('name: web\n', 'name: Web\n')],
])('%s is refused by the published schema and by Roadbed', (_, text) => {
  expect(faults(parse(text))).not.toEqual([]);
  expect(parseScore(parse(text), 'score.yaml').score === undefined || text.includes('binaryContent')).toBe(true);
});
