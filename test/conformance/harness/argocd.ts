import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { hubContent } from '../delivered.ts';
import { succeed } from './command.ts';
import { at, type Json, objectOf, textAt } from './json.ts';
import { moduleSource } from './module-source.ts';
import type { Tools } from './with-engines.ts';

/** Asks Argo CD's own code a question; the commands stand in `test/conformance/engines/argocd`. */
export function askArgocd(tools: Tools, command: 'health' | 'permit' | 'sync', question: object): Json {
  return objectOf(JSON.parse(succeed(tools.program('argocd'), [command], { input: JSON.stringify(question) })));
}

/** The ConfigMaps of a hub: those that Argo CD is installed with, with the parts in them that a platform's output has. */
export function configMapsOf(files: ReadonlyMap<string, string>): readonly Json[] {
  const manifests = join(moduleSource('github.com/argoproj/argo-cd/v3'), 'manifests/base/config');
  return ['argocd-cm', 'argocd-cmd-params-cm'].map((name) => {
    const installed = objectOf(parse(readFileSync(join(manifests, `${name}.yaml`), 'utf8')));
    const part = hubContent(files).find(({ object }) => textAt(object, 'metadata.name') === name)?.object;
    const data = { ...objectOf(installed.data), ...objectOf(at(part, 'data')) };
    return { ...installed, metadata: { ...objectOf(installed.metadata), namespace: 'argocd' }, data };
  });
}
