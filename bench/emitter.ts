/**
 * The emitter against the least that any emitter could do: JSON.stringify of each object, joined and written at once.
 * Run it by `node -r ./scripts/typescript-hook.cjs bench/emitter.ts [services] [rounds]`.
 */
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { YamlWriter } from '../src/write/yaml.ts';
import { serviceObjects } from './service.ts';

const services = Number(process.argv[2] ?? 10_000);
const rounds = Number(process.argv[3] ?? 5);

const objects = Array.from({ length: services }, (_, i) => serviceObjects(i)).flat();
const folder = mkdtempSync(join(tmpdir(), 'roadbed-emitter-'));
const jsonFile = join(folder, 'objects.json');
const yamlFile = join(folder, 'objects.yaml');

const ratios: number[] = [];
for (let round = 0; round < rounds; round++) {
  const floor = milliseconds(writeJson);
  const ours = milliseconds(writeYaml);
  ratios.push(ours / floor);
  console.log(`json ${floor.toFixed(0)} ms, yaml ${ours.toFixed(0)} ms, ratio ${(ours / floor).toFixed(2)}`);
}
const size = `${(statSync(yamlFile).size / 1e6).toFixed(1)} MB of YAML, ${(statSync(jsonFile).size / 1e6).toFixed(1)} MB of JSON`;
rmSync(folder, { recursive: true });
console.log(`${objects.length} objects, ${size}: median ratio ${median(ratios).toFixed(2)}`);

function writeJson(): void {
  writeFileSync(jsonFile, objects.map((object) => JSON.stringify(object)).join('\n'));
}

function writeYaml(): void {
  const file = openSync(yamlFile, 'w');
  const writer = new YamlWriter((chunk) => writeSync(file, chunk));
  for (const object of objects) writer.document(object);
  writer.end();
  closeSync(file);
}

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
