import { listed } from '../model/listed.ts';
import { shortName } from '../model/names.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { Ref } from '../model/ref.ts';
import { composeVariable, type EnvironmentVariable, isComposable } from './environment-variable.ts';
import type { Piece } from './expand.ts';
import type { MutableObject } from './graph.ts';
import { TEMPLATED_KEY, templatedSecret } from './templated-secret.ts';

/** A variable whose value is late, and where it stands. */
export interface LateVariable {
  readonly name: string;
  readonly pieces: readonly Piece[];
  readonly refs: readonly Ref[];
  /** Path of the construct that takes the value. */
  readonly path: string;
  /** The object with the variable. */
  readonly object: MutableObject;
  /** Names of all variables of the container; those of helpers are added. */
  readonly taken: Set<string>;
}

/** What a late variable becomes. */
export interface WrittenVariable {
  readonly variables: readonly EnvironmentVariable[];
  /** How the value travels, for people. */
  readonly way: string;
  /** Objects that make the value, beside the consumer. */
  readonly made: readonly MutableObject[];
  /** Objects that the producer's application must hold. */
  readonly grants: readonly MutableObject[];
}

/** Where a late file is: a key of a Secret or ConfigMap in the namespace of the pods. */
export interface WrittenFile extends Omit<WrittenVariable, 'variables'> {
  readonly from: 'secret' | 'configMap';
  readonly name: string;
  readonly key: string;
}

/** Writes the late variables and files of one variant of an application. */
export class LateVariables {
  readonly #application: string;
  readonly #namespaceOf: (ref: Ref) => string;
  /** What each Secret holds that was made, by namespace and name. */
  readonly #secrets = new Map<string, string>();

  constructor(application: string, namespaceOf: (ref: Ref) => string) {
    this.#application = application;
    this.#namespaceOf = namespaceOf;
  }

  /** Writes a variable: as a reference to a key, composed by the kubelet where that is right, or by External Secrets. */
  write(variable: LateVariable): WrittenVariable | Problem {
    const { name, pieces, refs, object, taken } = variable;
    const namespaces = [...new Set(refs.map(this.#namespaceOf))];
    const local = namespaces.every((namespace) => namespace === object.metadata.namespace);
    if (local && isComposable(pieces)) {
      const [only] = pieces;
      const kind = typeof only === 'object' && only.late.from === 'configMap' ? 'ConfigMap' : 'Secret';
      const way = pieces.length === 1 ? `key of a ${kind}` : 'composed by the kubelet';
      return { variables: composeVariable(name, pieces, taken), way, made: [], grants: [] };
    }
    const [from] = namespaces;
    if (from === undefined || namespaces.length > 1) return scattered(variable);
    if (pieces.some((piece) => typeof piece !== 'string' && piece.late.from === 'configMap'))
      return inConfigMap(variable, local, from);
    return this.#templatedVariable(
      variable,
      from,
      local ? 'composed by External Secrets' : 'copied by External Secrets',
    );
  }

  /** Writes a file: the key itself where nothing stands around it, else composed by External Secrets, as the kubelet composes variables alone. */
  file(file: Omit<LateVariable, 'taken'>): WrittenFile | Problem {
    const { pieces, refs, object } = file;
    const namespaces = [...new Set(refs.map(this.#namespaceOf))];
    const local = namespaces.every((namespace) => namespace === object.metadata.namespace);
    const [only] = pieces;
    if (local && pieces.length === 1 && only !== undefined && typeof only !== 'string' && isComposable(pieces)) {
      const { from, name, key } = only.late;
      const way = from === 'secret' ? 'file of a Secret' : 'file of a ConfigMap';
      return { from, name, key, way, made: [], grants: [] };
    }
    const [from] = namespaces;
    if (from === undefined || namespaces.length > 1) return scattered(file, 'file');
    if (pieces.some((piece) => typeof piece !== 'string' && piece.late.from === 'configMap'))
      return inConfigMap(file, local, from);
    const { name, ...made } = this.#templated(file, from);
    const way = local ? 'file composed by External Secrets' : 'file copied by External Secrets';
    return { from: 'secret', name, key: TEMPLATED_KEY, way, ...made };
  }

  #templatedVariable(variable: LateVariable, from: string, way: string): WrittenVariable {
    const { name, ...made } = this.#templated(variable, from);
    const valueFrom = { secretKeyRef: { name, key: TEMPLATED_KEY } };
    return { variables: [{ name: variable.name, valueFrom }], way, ...made };
  }

  #templated({ name: words, pieces, object, path }: Omit<LateVariable, 'taken'>, from: string) {
    const namespace = object.metadata.namespace ?? '';
    const { name, isNew } = this.#secretName(object, words, JSON.stringify([from, pieces]));
    const labels = { 'app.kubernetes.io/part-of': this.#application };
    const { consumer, producer } = templatedSecret({ name, namespace, from, pieces, path, labels });
    return { name, made: isNew ? consumer : [], grants: isNew ? producer : [] };
  }

  /** A readable name for a Secret with this content. Those that hold the same share one, and no two others meet in a name. */
  #secretName(object: MutableObject, variable: string, content: string): { name: string; isNew: boolean } {
    const words = `${object.metadata.name}-${variable.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.replace(/-+$/, '');
    for (let number = 1; ; number++) {
      const name = shortName(number === 1 ? words : `${words}-${number}`, 63);
      const key = `${object.metadata.namespace}/${name}`;
      const held = this.#secrets.get(key);
      if (held !== undefined && held !== content) continue;
      this.#secrets.set(key, content);
      return { name, isNew: held === undefined };
    }
  }
}

function scattered({ refs, name, path }: Omit<LateVariable, 'taken'>, what = 'environment variable'): Problem {
  return problem('RB405', {
    path,
    prop: name,
    found: `${labels(refs)} are in different namespaces, so no one Secret can hold both`,
    hint: `take each value in ${what === 'file' ? 'a' : 'an'} ${what} of its own`,
  });
}

function inConfigMap({ refs, name, path }: Omit<LateVariable, 'taken'>, local: boolean, from: string): Problem {
  if (local)
    return problem('RB405', {
      path,
      prop: name,
      found: `${labels(refs)} would have to be encoded for a URL, and is in a ConfigMap`,
      hint: 'let the provisioner give a key of a Secret, or say that the value is safe in a URL',
    });
  return problem('RB405', {
    path,
    prop: name,
    found: `${labels(refs)} is in a ConfigMap of another namespace, "${from}"`,
    hint: 'put both constructs into one namespace, or let the provisioner give a key of a Secret',
  });
}

function labels(refs: readonly Ref[]): string {
  return listed([...new Set(refs.map(({ label }) => label))]);
}
