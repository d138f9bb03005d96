import { toYaml } from '../../src/write/yaml.ts';
import { nastyText } from '../write/nasty-text.ts';
import { succeed } from './harness/command.ts';
import { holds, type Tools, withEngines } from './harness/with-engines.ts';

/** Reads one object as kubectl does, through go-yaml and the types of Kubernetes. */
function readWithKubectl(tools: Tools, yaml: string): unknown {
  const args = ['patch', '--local', '-f', '-', '-p', '{}', '--type', 'merge', '-o', 'json'];
  return JSON.parse(succeed(tools.program('kubectl'), args, { input: yaml }));
}

withEngines(['kubectl'], 'go-yaml', (tools) => {
  holds('kubectl', 'reads nasty text back as values and as keys', async () => {
    const data = Object.fromEntries(nastyText.map((text, i) => [`key-${i}`, text]));
    const annotations = Object.fromEntries(nastyText.map((text, i) => [text, `value ${i}`]));
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'text', annotations }, data };
    expect(readWithKubectl(tools, toYaml(object))).toMatchObject({ data, metadata: { annotations } });
    return nastyText.length;
  });

  holds('kubectl', 'reads nasty text back as list items and in lists of maps', async () => {
    const env = nastyText.filter((text) => text !== '').map((value, i) => ({ value, name: `N${i}` }));
    const spec = { containers: [{ name: 'text', image: 'text', args: nastyText, env }] };
    const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'text' }, spec };
    expect(readWithKubectl(tools, toYaml(object))).toMatchObject({ spec });
    return nastyText.length;
  });
});
