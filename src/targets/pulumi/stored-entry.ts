import type { ClusterNode } from '../../graph/graph.ts';
import { type PlacedCloud, placeAt } from '../../model/cloud-place.ts';
import type { StoredSecret } from '../../model/handover.ts';
import { PATH_ANNOTATION } from '../../model/labels.ts';
import type { Draft } from './draft.ts';
import { Interpolation, JsonText } from './expression.ts';

/** What an entry of a store is made of. */
interface Entry {
  readonly key: string;
  /** The cluster whose store it is in. */
  readonly cluster: ClusterNode;
  /** Path of the construct that the values come from. */
  readonly path: string;
  readonly value: JsonText;
}

/** What is made at a cloud: a type, its inputs, and which of them nobody may read. */
interface Part {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly secret: string;
}

/**
 * A Secret that Pulumi would write to a cluster as an entry of the store of a cloud, one JSON object of all its keys. It keeps the name of the Secret in the stack, so
 * that what waits for the one waits for the other.
 *
 * @param draft the Secret as it would be written
 * @param vault the id of the key vault of the cluster, for Azure alone
 */
export function storedDrafts(
  draft: Draft,
  { cloud, key }: StoredSecret,
  cluster: ClusterNode,
  vault: () => unknown,
): readonly Draft[] {
  const { data, stringData } = draft.entry.inputs;
  const value = new JsonText({ ...Object(data), ...Object(stringData) });
  const entry = { key, cluster, path: draft.path, value };
  if (cloud === 'azure') return [asPart(draft, draft.entry.name, azureSecret(entry, vault()))];
  const around = `${draft.entry.name}/secret`;
  const id = new Interpolation([{ from: 'resource', name: around, path: ['id'] }]);
  const { holder, version } = PARTS[cloud](entry, id);
  const made = asPart({ ...draft, takes: [] }, around, holder);
  return [made, asPart({ ...draft, takes: [...draft.takes, around] }, draft.entry.name, version)];
}

function asPart(draft: Draft, name: string, { type, inputs, secret }: Part): Draft {
  const secrets = secret === '' ? [] : [secret];
  const entry = { ...draft.entry, name, type, inputs, secretInputs: secrets, secretOutputs: secrets, protect: false };
  return { ...draft, entry };
}

const PARTS: Readonly<
  Record<
    Exclude<PlacedCloud, 'azure'>,
    (entry: Entry, id: Interpolation) => { readonly holder: Part; readonly version: Part }
  >
> = {
  /** @source `aws:secretsmanager/secret:Secret`, `aws:secretsmanager/secretVersion:SecretVersion` */
  aws: ({ key, path, value }, secretId) => ({
    holder: {
      type: 'aws:secretsmanager/secret:Secret',
      // What is in it Pulumi can write anew, so its name is free at once when it goes.
      inputs: { name: key, recoveryWindowInDays: 0, tags: { [PATH_ANNOTATION]: path } },
      secret: '',
    },
    version: {
      type: 'aws:secretsmanager/secretVersion:SecretVersion',
      inputs: { secretId, secretString: value },
      secret: 'secretString',
    },
  }),
  /** It stays in the region of its cluster. @source `gcp:secretmanager/secret:Secret`, `gcp:secretmanager/secretVersion:SecretVersion` */
  gcp: ({ key, cluster, value }, secret) => {
    const place = placeAt(cluster, 'gcp');
    const replicas = [{ location: place?.region }];
    return {
      holder: {
        type: 'gcp:secretmanager/secret:Secret',
        inputs: { secretId: key, project: place?.project, replication: { userManaged: { replicas } } },
        secret: '',
      },
      version: {
        type: 'gcp:secretmanager/secretVersion:SecretVersion',
        inputs: { secret, secretData: value },
        secret: 'secretData',
      },
    };
  },
};

/** @source `azure:keyvault/secret:Secret` */
function azureSecret({ key, path, value }: Entry, keyVaultId: unknown): Part {
  const type = 'azure:keyvault/secret:Secret';
  const tags = { path };
  return {
    type,
    inputs: { name: key, keyVaultId, value, contentType: 'application/json', tags },
    secret: 'value',
  };
}
