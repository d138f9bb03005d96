import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { type ApiClient, refusal } from './api-client.ts';
import { at, type Json, listAt, objectOf, textAt } from './json.ts';

const folder = resolve(__dirname, '../../../../shared/crds');

/** The CustomResourceDefinitions that lie beside the repository; those that stand in a file a version are one again. */
export function upstreamCrds(): readonly Json[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  const crds = new Map<string, readonly Json[]>();
  for (const file of files.sort()) {
    for (const document of parseAllDocuments(readFileSync(join(folder, file), 'utf8'))) {
      const crd = objectOf(document.toJS());
      if (crd.kind !== 'CustomResourceDefinition') continue;
      const name = textAt(crd, 'metadata.name');
      crds.set(name, [...(crds.get(name) ?? []), crd]);
    }
  }
  return [...crds.values()].map(installable);
}

/**
 * One definition of the files that hold its versions. Exactly one version is stored: the collection takes some without it. No
 * webhook converts between versions, as none runs. What upstream's generators leave of a status is no part of it.
 */
function installable(parts: readonly Json[]): Json {
  const [{ status: _, ...first } = {}] = parts;
  const versions = parts.flatMap((part) => listAt(part, 'spec.versions').map(objectOf));
  const stored = Math.max(
    0,
    versions.findIndex(({ storage }) => storage === true),
  );
  const { conversion: _webhook, ...spec } = objectOf(first.spec);
  return { ...first, spec: { ...spec, versions: versions.map((one, i) => ({ ...one, storage: i === stored })) } };
}

/** Installs definitions and waits until they are served; gives what the server says against them. */
export async function installCrds(client: ApiClient, crds: readonly Json[]): Promise<readonly string[]> {
  const refused: string[] = [];
  const waiting = [...crds];
  const lane = async () => {
    for (let crd = waiting.shift(); crd !== undefined; crd = waiting.shift()) {
      const reason = refusal(await client.apply(crd, JSON.stringify(crd)));
      if (reason !== undefined) refused.push(`${textAt(crd, 'metadata.name')}: ${reason}`);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  await established(client, crds.length - refused.length);
  return refused.sort();
}

async function established(client: ApiClient, count: number): Promise<void> {
  const end = performance.now() + 300_000;
  for (;;) {
    const items = await client.list('apiextensions.k8s.io/v1', 'CustomResourceDefinition', '');
    const served = items.filter((item) =>
      listAt(item, 'status.conditions').some(
        (one) => at(one, 'type') === 'Established' && at(one, 'status') === 'True',
      ),
    );
    if (served.length >= count) return;
    if (performance.now() > end) throw new Error(`only ${served.length} of ${count} definitions are served`);
    await new Promise((done) => setTimeout(done, 500));
  }
}
