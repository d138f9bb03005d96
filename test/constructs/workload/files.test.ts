import { CronTask } from '../../../constructs/cron-task.ts';
import { WebService } from '../../../constructs/web-service.ts';
import { Worker } from '../../../constructs/worker.ts';
import { Workload } from '../../../constructs/workload.ts';
import { fromSecret } from '../../../src/model/secret-ref.ts';
import { at, listAt, textOf } from '../../examples/deliveries.ts';
import { kinds, ofKind, problems, render, shop } from '../support.ts';

const image = 'ghcr.io/acme/api:1.4.2';

/** The pods of a worker with these files. */
function podsOf(files: NonNullable<ConstructorParameters<typeof Worker>[2]['files']>): unknown {
  return at(ofKind(render(new Worker(shop(), 'api', { image, files })), 'Deployment'), 'spec.template');
}

test('a text is a key of a ConfigMap, mounted by itself for reading alone', () => {
  const worker = new Worker(shop(), 'api', { image, files: { '/etc/app/config.yaml': { content: 'a: 1\n' } } });
  const made = render(worker);
  expect(ofKind(made, 'ConfigMap')).toMatchObject({
    metadata: { name: 'api-files' },
    data: { 'api_etc_app_config.yaml': 'a: 1\n' },
  });
  const pods = at(ofKind(made, 'Deployment'), 'spec.template');
  const [container] = listAt(pods, 'spec.containers');
  expect(listAt(container, 'volumeMounts').at(-1)).toEqual({
    name: 'files',
    mountPath: '/etc/app/config.yaml',
    subPath: 'api_etc_app_config.yaml',
    readOnly: true,
  });
  const key = 'api_etc_app_config.yaml';
  expect(listAt(pods, 'spec.volumes').at(-1)).toEqual({
    name: 'files',
    projected: {
      defaultMode: 0o444,
      sources: [{ configMap: { name: 'api-files', items: [{ key, path: key }] } }],
    },
  });
});

test('a key of a Secret is projected from the Secret, for the group alone, and no ConfigMap is made for it', () => {
  const content = fromSecret('stripe', 'pem');
  const files = { '/etc/key.pem': { content }, '/etc/own.pem': { content, mode: '0400' } };
  expect(kinds(render(new Worker(shop(), 'api', { image, files })))).not.toContain('ConfigMap');
  expect(at(listAt(podsOf(files), 'spec.volumes').at(-1), 'projected.sources')).toEqual([
    { secret: { name: 'stripe', items: [{ key: 'pem', path: 'api_etc_key.pem', mode: 0o440 }] } },
    { secret: { name: 'stripe', items: [{ key: 'pem', path: 'api_etc_own.pem', mode: 0o400 }] } },
  ]);
});

test('pods are made anew where a file changes, in its content, its place or its mode', () => {
  const digests = [
    podsOf({ '/etc/a': { content: '1' } }),
    podsOf({ '/etc/a': { content: '2' } }),
    podsOf({ '/etc/b': { content: '1' } }),
    podsOf({ '/etc/a': { content: '1', mode: '0400' } }),
    podsOf({ '/etc/a': { content: fromSecret('a', 'b') } }),
  ].map((pods) => textOf(at(pods, 'metadata.annotations'), 'checksum/files'));
  expect(new Set(digests).size).toBe(digests.length);
  expect(digests).not.toContain('');
});

test('paths that differ in what a key cannot hold have keys of their own', () => {
  const files = { '/etc/a/b': { content: '1' }, '/etc/a_b': { content: '2' } };
  const map = ofKind(render(new Worker(shop(), 'api', { image, files })), 'ConfigMap');
  expect(Object.values(Object(at(map, 'data')))).toEqual(['1', '2']);
});

test('pods without files have neither volume nor annotation for them', () => {
  expect(JSON.stringify(render(new Worker(shop(), 'api', { image })))).not.toMatch(/checksum|projected/);
});

test('web services, workers, tasks and workloads all take files', () => {
  const files = { '/etc/a': { content: '1' } };
  const made = [
    new WebService(shop(), 'api', { image, port: 80, files }),
    new Worker(shop(), 'api', { image, files }),
    new CronTask(shop(), 'api', { image, schedule: '0 5 * * *', files }),
    new Workload(shop(), 'api', { containers: { api: { image, files } } }),
  ];
  for (const one of made) {
    const text = JSON.stringify(render(one));
    expect(text).toContain('"projected":');
    expect(text).toContain('"checksum/files":');
    expect(kinds(render(one))).toContain('ConfigMap');
  }
});

test.each([
  [{ 'etc/a': { content: '' } }, 'must be an absolute path'],
  [{ '/etc/a': {} }, 'content: must be given, or binaryContent'],
  [{ '/etc/a': { content: 'a', binaryContent: 'AAAA' } }, 'content: must be given, or binaryContent'],
  [{ '/etc/a': { binaryContent: '?' } }, 'must be base64'],
  [{ '/etc/a': { content: '', mode: '888' } }, 'must be an octal mode'],
  [{ '/etc/a': { content: 'x'.repeat(1_000_001) } }, 'must hold at most 1000000 bytes together, and hold 1000001'],
])('what a developer can do wrong: %j', (files, says) => {
  expect(problems(new Worker(shop(), 'api', { image, files })).join('\n')).toContain(says);
});
