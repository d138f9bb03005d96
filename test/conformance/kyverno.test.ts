import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterContents } from './delivered.ts';
import { everything } from './everything.ts';
import { example, exampleNames } from './examples.ts';
import { filesOf } from './files-of.ts';
import { run } from './harness/command.ts';
import { at, listAt, textAt } from './harness/json.ts';
import { holds, type Tools, withEngines } from './harness/with-engines.ts';

/** Kinds that make pods. */
const workloads = ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'StatefulSet'];

const policy = (name: string, validate: object) => ({
  apiVersion: 'kyverno.io/v1',
  kind: 'ClusterPolicy',
  metadata: { name },
  spec: {
    background: true,
    rules: [
      {
        name,
        match: { any: [{ resources: { kinds: ['Pod'] } }] },
        validate: { failureAction: 'Enforce', ...validate },
      },
    ],
  },
});

const eachContainer = (fields: object) => ({
  spec: { '=(initContainers)': [fields], containers: [fields] },
});

/** What a cluster that is strict asks of pods, as its platform team would write it for Kyverno. */
const policies = [
  policy('restricted', { podSecurity: { level: 'restricted', version: 'latest' } }),
  policy('requests-and-limits', {
    message: 'requests and a limit of memory',
    pattern: eachContainer({ resources: { requests: { cpu: '?*', memory: '?*' }, limits: { memory: '?*' } } }),
  }),
  policy('said-version', {
    message: 'an image has a tag, and not latest',
    pattern: eachContainer({ image: '*:* & !*:latest' }),
  }),
  policy('read-only', {
    message: 'the root file system is only read',
    pattern: eachContainer({ securityContext: { readOnlyRootFilesystem: true } }),
  }),
];

/** How policies behaved: what passed, and each failure as `policy: kind name`. */
interface Verdict {
  readonly passed: number;
  readonly failed: readonly string[];
}

/** Lets Kyverno apply the policies to objects, offline. */
function judged(tools: Tools, objects: readonly unknown[]): Verdict {
  const write = (name: string, list: readonly unknown[]) => {
    const file = join(tools.folder, name);
    writeFileSync(file, list.map((one) => JSON.stringify(one)).join('\n---\n'));
    return file;
  };
  const [policyFile, objectFile] = [write('policies.yaml', policies), write('objects.yaml', objects)];
  const args = ['apply', policyFile, '--resource', objectFile, '--policy-report', '--output-format', 'json'];
  const report = run(tools.program('kyverno'), args)
    .output.split('\n')
    .find((line) => line.startsWith('{'));
  const results = listAt(JSON.parse(report ?? '{}'), 'results');
  const failed = results
    .filter((one) => at(one, 'result') !== 'pass')
    .map((one) => `${textAt(one, 'policy')}: ${namesOf(listAt(one, 'resources'))}`);
  return { passed: results.length - failed.length, failed };
}

const namesOf = (objects: readonly unknown[]): string =>
  objects.map((one) => `${textAt(one, 'kind')} ${textAt(one, 'name')}`).join();

/** What each cluster of an output gets that makes pods. */
function workloadsOf(files: ReadonlyMap<string, string>): readonly (readonly unknown[])[] {
  return clusterContents(files)
    .map(({ objects }) => objects.map(({ object }) => object))
    .map((objects) => objects.filter((object) => workloads.includes(textAt(object, 'kind'))))
    .filter((objects) => objects.length > 0);
}

withEngines(['kyverno'], 'Kyverno', (tools) => {
  const outputs = new Map<string, () => Promise<ReadonlyMap<string, string>>>([
    ...exampleNames.map((name) => [name, () => example(name)] as const),
    ['every golden path', async () => filesOf(everything())],
  ]);

  for (const [name, output] of outputs) {
    holds('kyverno', `lets every workload of ${name} through the policies of a strict cluster`, async () => {
      const clusters = workloadsOf(await output());
      for (const objects of clusters) {
        expect(judged(tools, objects)).toEqual({ passed: objects.length * policies.length, failed: [] });
      }
      return clusters.flat().length;
    });
  }

  holds('kyverno', 'stops a workload that is less than these', async () => {
    const container = { name: 'a', image: 'a:latest' };
    const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [container] } };
    const spec = { selector: { matchLabels: { app: 'a' } }, template };
    const bad = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a', namespace: 'a' }, spec };
    const { passed, failed } = judged(tools, [bad]);
    expect(failed.toSorted()).toEqual(policies.map(({ metadata: { name } }) => `${name}: Deployment a`).toSorted());
    expect(passed).toBe(0);
    return policies.length;
  });
});
