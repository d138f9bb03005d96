import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application, Cluster, Platform } from 'roadbed';
import { resolveForTest } from 'roadbed/testing';
import { succeed } from './harness/command.ts';
import { holds, withEngines } from './harness/with-engines.ts';

/** Values that a reader of YAML may take for something else than they are. */
const values = {
  text: 'plain',
  texts: [
    'yes',
    'no',
    'on',
    'null',
    '~',
    '1e3',
    '0x10',
    '010',
    '1_000',
    '.5',
    '2026-11-20',
    ' a ',
    '',
    '#',
    '- a',
    'a: b',
  ],
  lines: 'first\nsecond\n\n  third: {{ not a template }}\n',
  numbers: [0, -1, 1.5, 3000000, 1e21, 9007199254740991],
  truths: [true, false],
  nested: { deep: { deeper: [{ a: 1, b: ['x'] }, {}] } },
  'key with spaces': 'a',
  'key.with.dots/and-slash': 'b',
  123: 'number as key',
  unicode: 'пароль 密码 🙂',
};

/** The values that Roadbed writes for a chart, as they stand in the output folder. */
function valuesFile(): string {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const dev = Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example' });
  new Application(platform, 'metrics', {
    owner: 'team-platform',
    clusters: [dev],
    source: { helm: { repository: 'https://charts.acme.example', chart: 'probe', version: '1.0.0', values } },
  });
  const resolved = resolveForTest(platform);
  expect(resolved.problems).toEqual([]);
  const [file] = [...resolved.files()].filter(([path]) => path.endsWith('/values.yaml'));
  if (file === undefined) throw new Error('no values were written');
  return file[1];
}

withEngines(['helm'], 'helm', (tools) => {
  holds(
    'helm',
    'reads the values that are written for a chart as they were given, whatever they look like',
    async () => {
      const chart = join(tools.folder, 'probe');
      mkdirSync(join(chart, 'templates'), { recursive: true });
      const write = (name: string, text: string) => writeFileSync(join(chart, name), text);
      write('Chart.yaml', 'apiVersion: v2\nname: probe\nversion: 1.0.0\n');
      write('templates/values.json', '{{ omit .Values "global" | toRawJson }}\n');
      const file = join(tools.folder, 'values.yaml');
      writeFileSync(file, valuesFile());
      const output = succeed(tools.program('helm'), ['template', 'probe', chart, '--values', file]);
      const [, json = ''] = output.split(/^# Source: .*\n/m);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(values)));
      return Object.keys(values).length;
    },
  );
});
