import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { clusterContents } from './delivered.ts';
import { example, exampleNames } from './examples.ts';
import { succeed } from './harness/command.ts';
import { textAt } from './harness/json.ts';
import { holds, type Tools, withEngines } from './harness/with-engines.ts';

/** Writes the output of an example, with a kustomization in each folder that an Application reads; gives these folders. */
async function written(
  tools: Tools,
  name: (typeof exampleNames)[number],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const folders = new Map<string, string[]>();
  for (const [path, text] of await example(name)) {
    const file = join(tools.folder, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (!/^\w+\/.*\.yaml$/.test(path) || /^(hub|bootstrap)\//.test(path) || path.endsWith('/values.yaml')) continue;
    if (isEmpty(text)) continue;
    const folder = dirname(file);
    folders.set(folder, [...(folders.get(folder) ?? []), file.slice(folder.length + 1)]);
  }
  for (const [folder, resources] of folders) {
    writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify({ resources }));
  }
  return folders;
}

/** Whether a file says that there is nothing. */
const isEmpty = (text: string) => parseAllDocuments(text).every((document) => document.contents === null);

const namesIn = (text: string) =>
  parseAllDocuments(text)
    .map((document): unknown => document.toJS())
    .map(
      (object) =>
        `${textAt(object, 'kind')} ${textAt(object, 'metadata.namespace')} ${textAt(object, 'metadata.name')}`,
    )
    .sort();

/** The namespaces of an output, wherever they stand. */
function namespacesIn(files: ReadonlyMap<string, string>): string {
  const objects = clusterContents(files).flatMap((content) => content.objects);
  const namespaces = objects.filter(({ object }) => textAt(object, 'kind') === 'Namespace');
  return [...new Set(namespaces.map(({ text }) => text))].join('---\n');
}

for (const engine of ['kustomize', 'kubectl'] as const) {
  withEngines([engine], engine, (tools) => {
    for (const name of exampleNames) {
      holds(engine, `builds each folder of ${name} that is delivered, with every object and no other`, async () => {
        const files = await example(name);
        let objects = 0;
        for (const [folder, resources] of await written(tools, name)) {
          const verb = engine === 'kustomize' ? 'build' : 'kustomize';
          const built = namesIn(succeed(tools.program(engine), [verb, folder]));
          const path = folder.slice(join(tools.folder, name).length + 1);
          const given = resources.flatMap((file) => namesIn(files.get(`${path}/${file}`) ?? ''));
          expect(built).toEqual(given.sort());
          objects += built.length;
        }
        return objects;
      });
    }
  });
}

withEngines(['kube-apiserver', 'kubectl'], 'kubectl', (tools) => {
  for (const name of exampleNames) {
    holds(
      'kubectl',
      `applies the namespaces of ${name}, and then every folder with a dry run on the server`,
      async () => {
        const folders = [...(await written(tools, name)).keys()].sort();
        const kubectl = (args: readonly string[]) =>
          succeed(tools.program('kubectl'), [`--kubeconfig=${tools.kubeconfig}`, 'apply', '--server-side', ...args]);
        const own = ['--field-manager=roadbed-conformance', '--force-conflicts'];
        const namespaces = join(tools.folder, `${name}-namespaces.yaml`);
        writeFileSync(namespaces, namespacesIn(await example(name)));
        kubectl([...own, '-f', namespaces]);
        const outputs = folders.map((folder) =>
          kubectl([...own, '--validate=strict', '--dry-run=server', '-k', folder]),
        );
        const lines = outputs.flatMap((output) => output.trim().split('\n'));
        expect(lines.filter((line) => !line.endsWith('serverside-applied (server dry run)'))).toEqual([]);
        return lines.length;
      },
      180,
    );
  }
});
