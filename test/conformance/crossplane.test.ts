import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { clusterContents, type Delivered, hubContent } from './delivered.ts';
import { everything } from './everything.ts';
import { example } from './examples.ts';
import { filesOf } from './files-of.ts';
import { run } from './harness/command.ts';
import { textAt } from './harness/json.ts';
import { holds, type Tools, withEngines } from './harness/with-engines.ts';
import { madeClusters } from './made-clusters.ts';
import { kindName, withoutDefinition } from './without-definition.ts';

const crds = resolve(__dirname, '../../../shared/crds');

/** The image that the definitions of Crossplane itself would be fetched from. */
const image = 'xpkg.crossplane.io/crossplane/crossplane:v2.3.4';

/** What Crossplane's own validation said. */
interface Verdict {
  readonly complaints: readonly string[];
  readonly good: number;
}

/** Lets Crossplane validate objects, offline: what it would fetch lies in its cache. */
function validated(tools: Tools, objects: readonly string[]): Verdict {
  const { folder } = tools;
  const cache = join(folder, 'cache');
  const core = join(cache, image.replaceAll(':', '@'));
  mkdirSync(core, { recursive: true });
  const own = readdirSync(join(crds, 'crossplane')).filter((name) => name.endsWith('.yaml'));
  const definitions = own.map((name) => readFileSync(join(crds, 'crossplane', name), 'utf8'));
  writeFileSync(join(core, 'package.yaml'), definitions.join('\n---\n'));
  const resources = join(folder, 'resources.yaml');
  writeFileSync(resources, objects.join('---\n'));
  const providers = readdirSync(crds).filter((name) => name.startsWith('crossplane-provider-'));
  const extensions = providers.map((name) => join(crds, name)).join(',');
  const args = ['beta', 'validate', `--cache-dir=${cache}`, `--crossplane-image=${image}`, extensions, resources];
  const { output, complaint } = run(tools.program('crossplane'), args);
  const lines = `${output}${complaint}`.split('\n').filter((line) => line !== '');
  const good = Number(/ (\d+) success cases/.exec(output)?.[1] ?? 0);
  const complaints = lines.filter((line) => !/^(\[✓\]|Total \d+ resources)/.test(line));
  return { complaints, good };
}

/** The objects of an output that Crossplane and its providers reconcile, as they stand in its files. */
function crossplaneObjects(files: ReadonlyMap<string, string>): readonly string[] {
  const all = [...hubContent(files), ...clusterContents(files).flatMap(({ objects }) => objects)];
  const texts = all.filter(isCrossplanes).map(({ text }) => text);
  return [...new Set(texts)];
}

function isCrossplanes({ object }: Delivered): boolean {
  const [apiVersion, kind] = [textAt(object, 'apiVersion'), textAt(object, 'kind')];
  return /(^|\.)(crossplane|upbound)\.io\//.test(apiVersion) && !withoutDefinition.includes(kindName(apiVersion, kind));
}

withEngines(['crossplane'], 'Crossplane', (tools) => {
  const outputs: Readonly<Record<string, () => Promise<ReadonlyMap<string, string>>>> = {
    kaops: () => example('kaops'),
    orders: () => example('orders'),
    acme: () => example('acme'),
    'every golden path': async () => filesOf(everything()),
    'clusters of every kind': async () => filesOf(madeClusters()),
  };

  for (const [name, output] of Object.entries(outputs)) {
    holds('crossplane', `validates each object that is its own or a provider's, of ${name}`, async () => {
      const objects = crossplaneObjects(await output());
      expect(validated(tools, objects)).toEqual({ complaints: [], good: objects.length });
      return objects.length;
    });
  }

  holds('crossplane', 'refuses the same with a field too many, of another type, or left out', async () => {
    const [good] = crossplaneObjects(filesOf(everything())).filter((text) => text.includes('\nkind: Bucket\n'));
    if (good === undefined) throw new Error('there is no bucket');
    const bad = [
      good.replace(/^( *)forProvider:\n/m, '$&$1  colour: red\n'),
      good.replace(/^( *)region: .*$/m, '$1region: [1]'),
      good.replace(/^ *region: .*\n/m, ''),
    ];
    expect(new Set([good, ...bad]).size).toBe(4);
    for (const text of bad) expect(validated(tools, [text])).toMatchObject({ good: 0 });
    return bad.length;
  });
});
