import { execFileSync, spawnSync } from 'node:child_process';
import { toYaml } from '../../src/write/yaml.ts';
import { nastyText } from '../write/nasty-text.ts';

/** Reads one object as kubectl does, through go-yaml and the types of Kubernetes. */
function readWithKubectl(yaml: string): unknown {
  const args = ['patch', '--local', '-f', '-', '-p', '{}', '--type', 'merge', '-o', 'json'];
  return JSON.parse(execFileSync('kubectl', args, { input: yaml, encoding: 'utf8' }));
}

const onKubectl = spawnSync('kubectl', ['version', '--client']).status === 0 ? test : test.skip;

onKubectl('go-yaml reads nasty text back as values and as keys', () => {
  const data = Object.fromEntries(nastyText.map((text, i) => [`key-${i}`, text]));
  const annotations = Object.fromEntries(nastyText.map((text, i) => [text, `value ${i}`]));
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'text', annotations }, data };
  expect(readWithKubectl(toYaml(object))).toMatchObject({ data, metadata: { annotations } });
});

onKubectl('go-yaml reads nasty text back as list items and in lists of maps', () => {
  const env = nastyText.filter((text) => text !== '').map((value, i) => ({ value, name: `N${i}` }));
  const spec = { containers: [{ name: 'text', image: 'text', args: nastyText, env }] };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'text' }, spec };
  expect(readWithKubectl(toYaml(object))).toMatchObject({ spec });
});
