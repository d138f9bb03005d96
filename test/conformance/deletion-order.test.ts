import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { meantBy } from '../../src/graph/referent.ts';
import { at } from '../support/platforms.ts';
import { clusterContents, hubContent } from './delivered.ts';
import { everything } from './everything.ts';
import { filesOf } from './files-of.ts';
import { madeClusters } from './made-clusters.ts';
import { Upstream } from './upstream.ts';

const crds = path.resolve(__dirname, '../../../shared/crds');

/** A field of a managed resource, and the kind that its definition says it refers to. */
interface Reference {
  readonly apiVersion: string;
  readonly field: string;
  readonly kind: string;
}

/** What the definitions of a provider say of the fields that refer: `Reference to a VPC in ec2 to populate vpcId.` */
const SAYS = /^(?:References? to|Selector for)(?: a list of| an?)? (\S+) in \S+ to populate/;

function definitions(folder: string): readonly unknown[] {
  return readdirSync(path.join(crds, folder))
    .filter((name) => name.includes('.m.'))
    .map((name) => parse(readFileSync(path.join(crds, folder, name), 'utf8')));
}

function referencesIn(definition: unknown): readonly Reference[] {
  const version = at(definition, 'spec.versions.0');
  const apiVersion = `${at(definition, 'spec.group')}/${at(version, 'name')}`;
  const found: Reference[] = [];
  const open: unknown[] = [at(version, 'schema.openAPIV3Schema.properties.spec.properties.forProvider')];
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    for (const [field, inner] of Object.entries(Object(at(schema, 'properties')))) {
      const kind = SAYS.exec(String(at(inner, 'description')))?.[1];
      if (kind !== undefined) found.push({ apiVersion, field, kind });
      open.push(inner);
      const items = at(inner, 'items');
      if (items !== undefined) open.push(items);
    }
  }
  return found;
}

test.each(['aws', 'azure', 'gcp'])(
  'of any two kinds of %s that bear one name, a field means the one that its definition says, or none',
  (cloud) => {
    const references = definitions(`crossplane-provider-${cloud}`).flatMap(referencesIn);
    const kinds = [...new Set(references.map(({ kind }) => kind))];
    expect(references.length).toBeGreaterThan(10);
    const wrong = references.flatMap(({ apiVersion, field, kind }) =>
      kinds.flatMap((other) => {
        const pair = [kind, other].map((one) => ({ apiVersion, kind: one }));
        return meantBy(field, apiVersion, pair).flatMap((one) => (one.kind === kind ? [] : [`${field}: ${one.kind}`]));
      }),
    );
    expect(wrong).toEqual([]);
  },
  60_000,
);

test('every Usage passes the definition of its kind, and names two objects that are delivered beside it', () => {
  const upstream = new Upstream();
  const outputs = [filesOf(madeClusters()), filesOf(everything())];
  const counts = outputs.map((files) => {
    const objects = [...hubContent(files), ...clusterContents(files).flatMap((one) => one.objects)].map(
      ({ object }) => object,
    );
    const ids = new Set(
      objects.map((one) =>
        id(at(one, 'apiVersion'), at(one, 'kind'), at(one, 'metadata.namespace'), at(one, 'metadata.name')),
      ),
    );
    const usages = objects.filter((one) => at(one, 'apiVersion') === 'protection.crossplane.io/v1beta1');
    for (const usage of usages) {
      expect(upstream.faults({ ...Object(usage) })).toEqual([]);
      const namespace = at(usage, 'metadata.namespace');
      for (const end of ['by', 'of']) {
        const named = at(usage, `spec.${end}`);
        const where = at(named, 'resourceRef.namespace') ?? namespace;
        expect(ids).toContain(id(at(named, 'apiVersion'), at(named, 'kind'), where, at(named, 'resourceRef.name')));
      }
    }
    return usages.length;
  });
  for (const count of counts) expect(count).toBeGreaterThan(0);
}, 120_000);

function id(...words: readonly unknown[]): string {
  return words.map(String).join(' ');
}
