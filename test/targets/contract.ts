import { parseAllDocuments } from 'yaml';
import type { ResolvedGraph } from '../../src/graph/graph.ts';
import type { EmittedFile, Target } from '../../src/targets/shared/target.ts';
import { yamlChunks } from '../../src/write/yaml.ts';

/** What a target does that no target may, one sentence each: the contract that holds for all engines. */
export function targetFaults(target: Target, graph: ResolvedGraph): readonly string[] {
  const before = JSON.stringify(graph);
  const files = [...target.emit(graph).files];
  const again = [...target.emit(graph).files];
  return [
    ...(JSON.stringify(graph) === before ? [] : ['it changes the graph']),
    ...(texts(files) === texts(again) ? [] : ['it gives other bytes the second time']),
    ...pathFaults(files),
    ...files.flatMap(yamlFaults),
    ...lost(target, graph, files),
  ];
}

function text({ comment, documents }: EmittedFile): string {
  return [...yamlChunks(documents, comment.join('\n'))].join('');
}

function texts(files: readonly EmittedFile[]): string {
  return JSON.stringify(files.map((file) => [file.path, text(file)]));
}

function pathFaults(files: readonly EmittedFile[]): readonly string[] {
  const seen = new Set<string>();
  return files.flatMap(({ path }) => {
    const faults: string[] = [];
    const parts = path.split('/');
    if (parts.some((part) => part === '' || part === '.' || part === '..'))
      faults.push(`${path} leaves the output folder`);
    if (!/^[A-Za-z0-9./-]+$/.test(path)) faults.push(`${path} is no name for every file system`);
    // Some file systems do not tell upper from lower case.
    if (seen.has(path.toLowerCase())) faults.push(`${path} is written twice`);
    seen.add(path.toLowerCase());
    return faults;
  });
}

function yamlFaults(file: EmittedFile): readonly string[] {
  const parsed = parseAllDocuments(text(file), { version: '1.1' });
  const back = parsed.map((document): unknown => document.toJS());
  if (parsed.some(({ errors }) => errors.length > 0)) return [`${file.path} does not parse`];
  return JSON.stringify(back) === JSON.stringify(file.documents) ? [] : [`${file.path} parses to something else`];
}

/** Objects that are neither in a file nor told as a problem. */
function lost(target: Target, graph: ResolvedGraph, files: readonly EmittedFile[]): readonly string[] {
  const written = files.map(text).join('\n');
  const told = new Set(target.emit(graph).problems.map(({ path }) => path));
  return graph.applications.flatMap(({ variants }) =>
    variants.flatMap(({ objects }) =>
      objects.flatMap(({ manifest, path }) => {
        const there =
          written.includes(`kind: ${manifest.kind}\n`) && written.includes(`name: ${manifest.metadata.name}`);
        return there || told.has(path) ? [] : [`it drops ${manifest.kind} ${manifest.metadata.name} of ${path}`];
      }),
    ),
  );
}
