import { join } from 'node:path';
import { parse } from 'yaml';
import { formatProblem } from '../../src/model/problem.ts';
import { parseScore, readScores } from '../../src/score/read-score.ts';
import { webScore, withFiles } from './support.ts';

function problems(change: (text: string) => string): readonly string[] {
  return parseScore(parse(change(webScore)), 'score.yaml').problems.map(formatProblem);
}

test('files and volumes are read as a map by target, and as the older list', () => {
  const container = (files: string, volumes: string) =>
    `apiVersion: score.dev/v1b1\nmetadata: { name: web }\ncontainers: { web: { image: x, files: ${files}, volumes: ${volumes} } }`;
  const asMap = container('{ /a: { content: x, mode: "0644" } }', '{ /d: { source: data, readOnly: true } }');
  const asList = container(
    '[{ target: /a, content: x, mode: "0644" }]',
    '[{ target: /d, source: data, readOnly: true }]',
  );
  const [map, list] = [asMap, asList].map((text) => parseScore(parse(text), 'score.yaml'));
  expect(map?.problems).toEqual([]);
  expect(list).toEqual(map);
});

test('two files of one target are a problem', () => {
  const files = '[{ target: /a, content: x }, { target: /a, content: y }]';
  const text = `apiVersion: score.dev/v1b1\nmetadata: { name: web }\ncontainers: { web: { image: x, files: ${files} } }`;
  expect(parseScore(parse(text), 'score.yaml').problems.map(formatProblem)).toEqual([
    expect.stringContaining('RB851 at score.yaml.containers.web.files: must be a record'),
  ]);
});

test.each([
  ['variables:', 'varibles:', 'containers.web.varibles: there is no prop "varibles"; did you mean "variables"?'],
  ['service:', 'services:', 'services: there is no prop "services"; did you mean "service"?'],
  ['    type: postgres', '', undefined],
  ['v1b1', 'v1b2', 'apiVersion: must be one of "score.dev/v1b1", got "score.dev/v1b2"; see the Score specification'],
  ['memory: 1.5Gi', 'memory: 1.5GiB', 'containers.web.resources.limits.memory: must be an amount such as 1.5Gi'],
  ['name: web\n', 'name: Web\n', 'metadata.name: must be 2 to 63 lower-case letters, digits and hyphens, got "Web"'],
])('%j as %j', (from, to, says) => {
  expect(problems((text) => text.replace(from, to))).toEqual(
    says === undefined ? [] : [expect.stringContaining(`RB851 at score.yaml.${says}`)],
  );
});

test('a file that is not there, or is no YAML, is a problem beside those of the others', () => {
  withFiles({ 'a.yaml': 'a: b: c', 'b.yaml': 'x: 1' }, (folder) => {
    const { problems: found } = readScores(['none.yaml', 'a.yaml', 'b.yaml'].map((name) => join(folder, name)));
    expect(found.map(({ code }) => code)).toEqual(['RB850', 'RB850', 'RB851', 'RB851', 'RB851', 'RB851']);
  });
});
