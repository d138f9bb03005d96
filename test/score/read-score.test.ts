import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { formatProblem } from '../../src/model/problem.ts';
import { parseScore, readScores } from '../../src/score/read-score.ts';
import { webScore, withFiles } from './support.ts';

function problems(change: (text: string) => string): readonly string[] {
  return parseScore(parse(change(webScore)), 'score.yaml').problems.map(formatProblem);
}

function containerWith(text: string): unknown {
  return parse(`apiVersion: score.dev/v1b1\nmetadata: { name: web }\ncontainers: { web: { image: x, ${text} } }`);
}

test('files and volumes are read as a map by target, and as the older list', () => {
  const container = (files: string, volumes: string) => containerWith(`files: ${files}, volumes: ${volumes}`);
  const asMap = container('{ /a: { content: x, mode: "0644" } }', '{ /d: { source: data, readOnly: true } }');
  const asList = container(
    '[{ target: /a, content: x, mode: "0644" }]',
    '[{ target: /d, source: data, readOnly: true }]',
  );
  const [map, list] = [asMap, asList].map((content) => parseScore(content, 'score.yaml'));
  expect(map?.problems).toEqual([]);
  expect(list).toEqual(map);
});

test('an item of a list without a target, or with one that another has, is a problem', () => {
  const files = '[{ target: /a, content: x }, { target: /a, content: y }, { content: z }, { target: b, content: z }]';
  expect(parseScore(containerWith(`files: ${files}`), 'score.yaml').problems.map(formatProblem)).toEqual([
    'RB851 at score.yaml.containers.web.files[1].target: another one has the target "/a" too; take one of them away',
    'RB851 at score.yaml.containers.web.files[2].target: it is required and missing; give the path in the container, or write a map by paths',
    'RB851 at score.yaml.containers.web.files[3].target: must be an absolute path, got "b"; give the path in the container, or write a map by paths',
  ]);
});

test.each([
  ['variables:', 'varibles:', 'containers.web.varibles: there is no prop "varibles"; did you mean "variables"?'],
  ['service:', 'services:', 'services: there is no prop "services"; did you mean "service"?'],
  ['v1b1', 'v1b2', 'apiVersion: must be one of "score.dev/v1b1", got "score.dev/v1b2"; see the Score specification'],
  ['memory: 1.5Gi', 'memory: 1.5GiB', 'containers.web.resources.limits.memory: must be an amount such as 1.5Gi'],
  ['name: web\n', 'name: Web\n', 'metadata.name: must be 2 to 63 lower-case letters, digits and hyphens, got "Web"'],
  ['cpu: "0.5"', 'cpu: 0.5', 'containers.web.resources.limits.cpu: must be a string, got "0.5"; put it in quotes'],
  ['mode: "0600"', 'mode: 0600', 'containers.web.files["/etc/web/config.yaml"].mode: must be a string, got "600"; put'],
  [
    'PRICE: ',
    'DEBUG: true\n      PRICE: ',
    'containers.web.variables.DEBUG: must be a string, got "true"; put it in quo',
  ],
  ['PRICE: ', 'NONE:\n      PRICE: ', 'containers.web.variables.NONE: must be a string, got "null"; give it a text'],
  ['PRICE: ', 'A=B: c\n      PRICE: ', 'containers.web.variables["A=B"]: its name must have at least one character'],
  ['PRICE: ', 'NUL: "a\\0b"\n      PRICE: ', 'containers.web.variables.NUL: must hold no NUL'],
  ['port: 80,', 'port: "80",', 'service.ports.http.port: must be a number, got "80"; write it without quotes'],
  ['mode: "0600"', 'binaryContent: AA==', 'files["/etc/web/config.yaml"]: must have one of content, binaryContent and'],
  ['/etc/web/config.yaml', 'etc/config.yaml', 'files["etc/config.yaml"]: its name must be an absolute path'],
  ['    files:', '    livenessProbe: {}\n    files:', 'containers.web.livenessProbe: must have httpGet or exec'],
  ['{ team: shop }', '{ "a b": c }', 'metadata.annotations["a b"]: its name must be letters and digits'],
  ['id: shared.cache', 'id: x', 'resources.cache.id: must be at least 2 characters long, got "x"'],
])('%j as %j is a problem', (from, to, says) => {
  expect(problems((text) => text.replace(from, to))).toEqual([expect.stringContaining(says)]);
});

test('a file that is not there, no YAML, no text, a folder or too large is a problem beside those of the others', () => {
  const files = {
    'a.yaml': 'a: b: c',
    'b.yaml': 'x: 1',
    'c.yaml': new Uint8Array([0xff]),
    'd.yaml': '#\n'.repeat(2.1e6),
  };
  withFiles(files, (folder) => {
    const names = ['none.yaml', 'a.yaml', 'b.yaml', 'c.yaml', 'd.yaml', ''];
    const { problems: found } = readScores(names.map((name) => join(folder, name)));
    expect(found.filter(({ code }) => code === 'RB850').map((one) => one.found)).toEqual([
      'the file system says ENOENT',
      expect.stringContaining('Nested mappings are not allowed in compact mappings at line 1, column 4'),
      'it is no text in UTF-8',
      'it has more than 4 MiB',
      'the file system says EISDIR',
    ]);
    expect(found.filter(({ path }) => path.endsWith('b.yaml')).map(({ code }) => code)).toEqual(Array(4).fill('RB851'));
  });
});

test('a link to a Score file is read, as somebody named it', () => {
  withFiles({ 'a.yaml': webScore }, (folder) => {
    symlinkSync(join(folder, 'a.yaml'), join(folder, 'b.yaml'));
    expect(readScores([join(folder, 'b.yaml')]).problems).toEqual([]);
  });
});
