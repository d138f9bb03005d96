import { Cluster, Platform } from 'roadbed';
import { resolveForTest } from 'roadbed/testing';
import { clusterContents, type Delivered, nameOf } from './delivered.ts';
import { refusal } from './harness/api-client.ts';
import { at, type Json, objectOf, textAt } from './harness/json.ts';
import { holds, type Tools, withEngines } from './harness/with-engines.ts';

const EXTERNAL_NAME = 'crossplane.io/external-name';

/** What the hub holds of a cluster that Crossplane makes. */
function managed(): readonly Delivered[] {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
  Cluster.eks(platform, 'eu', { environment: 'prod', region: 'eu-west-1' });
  const resolved = resolveForTest(platform);
  expect(resolved.problems).toEqual([]);
  const objects = clusterContents(resolved.files()).flatMap((content) => content.objects);
  return objects.filter(({ object }) => textAt(object, 'apiVersion').includes('.aws.m.upbound.io/'));
}

/** An object as Velero restores it: with its metadata as people and controllers wrote it, without what the server says and without a status. */
function restorable(object: Json): Json {
  const { status: _, metadata, ...rest } = object;
  const { name, namespace, labels, annotations } = objectOf(metadata);
  return { ...rest, metadata: { name, namespace, labels, annotations } };
}

withEngines(['kube-apiserver', 'kubectl'], 'the state of the hub', (tools: Tools) => {
  const objects = managed();
  const externalName = (object: unknown) => objectOf(at(object, 'metadata.annotations'))[EXTERNAL_NAME];

  /** Applies what stands in git, as Argo CD does; gives what the server then has. */
  async function deliver(): Promise<readonly Json[]> {
    const kept: Json[] = [];
    for (const one of objects) {
      const path = await tools.client.pathOf(one.object);
      const query = new URLSearchParams({ fieldManager: 'argocd-controller', force: 'true' });
      const answer = await tools.client.send('PATCH', `${path}?${query}`, one.text, 'application/apply-patch+yaml');
      expect([nameOf(one), refusal(answer)]).toEqual([nameOf(one), undefined]);
      kept.push(answer.body);
    }
    return kept;
  }

  async function wipe(): Promise<void> {
    for (const { object } of objects)
      expect((await tools.client.send('DELETE', await tools.client.pathOf(object))).status).toBe(200);
  }

  beforeAll(async () => {
    for (const name of new Set(objects.map(({ object }) => textAt(object, 'metadata.namespace')))) {
      const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
      await tools.client.apply(namespace, JSON.stringify(namespace));
    }
  });

  afterAll(wipe);

  holds(
    'kube-apiserver',
    'is restored with the external names of what Crossplane made, which Argo CD then leaves alone',
    async () => {
      const names = new Map<string, string>();
      for (const object of await deliver()) {
        const name = `id-${textAt(object, 'metadata.name')}`;
        const body = JSON.stringify({ metadata: { annotations: { [EXTERNAL_NAME]: name } } });
        const path = await tools.client.pathOf(object);
        await tools.client.send('PATCH', path, body, 'application/merge-patch+json');
        names.set(path, name);
      }
      const backup: Json[] = [];
      for (const path of names.keys()) backup.push((await tools.client.send('GET', path)).body);
      await wipe();
      for (const object of backup) {
        const path = await tools.client.pathOf(object);
        const restored = await tools.client.send(
          'POST',
          path.slice(0, path.lastIndexOf('/')),
          JSON.stringify(restorable(object)),
        );
        expect(refusal(restored)).toBeUndefined();
      }
      const delivered = await deliver();
      expect(delivered.map(externalName)).toEqual([...names.values()]);
      return delivered.length;
    },
    120,
  );

  holds(
    'kube-apiserver',
    'is not in git: what is delivered before a restore has no external name, and Crossplane would make it anew',
    async () => {
      await wipe();
      const delivered = await deliver();
      expect(delivered.filter((object) => externalName(object) !== undefined)).toEqual([]);
      return delivered.length;
    },
    120,
  );
});
