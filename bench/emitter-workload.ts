/**
 * The emitter alone, and the least that any emitter could do: JSON.stringify of each object, joined and written at once.
 * Usage: `emitter-workload yaml|json SERVICES`.
 */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { YamlWriter } from '../src/write/yaml.ts';
import { serviceObjects } from './service.ts';
import { measured, withFolder } from './workload.ts';

const [format = 'yaml', size = '1000'] = process.argv.slice(2);
const objects = Array.from({ length: Number(size) }, (_, index) => serviceObjects(index)).flat();

withFolder((folder) => {
  const file = `${folder}/objects.${format}`;
  measured(() => (format === 'json' ? writeJson(file) : writeYaml(file)));
});

function writeJson(file: string): void {
  writeFileSync(file, objects.map((object) => JSON.stringify(object)).join('\n'));
}

function writeYaml(file: string): void {
  const descriptor = openSync(file, 'w');
  const writer = new YamlWriter((chunk) => writeSync(descriptor, chunk));
  for (const object of objects) writer.document(object);
  writer.end();
  closeSync(descriptor);
}
