import type { Construct } from 'constructs';
import * as z from 'zod';
import { type EnvironmentProps, isByEnvironment } from '../../src/model/by-environment.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import { SEALING_LABEL } from '../../src/model/labels.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { type Problem, problem } from '../../src/model/problem.ts';
import type { Ref } from '../../src/model/ref.ts';
import type { Site } from '../../src/model/site.ts';
import { secretKey, type Value } from '../../src/model/value.ts';
import { placeProblems } from '../../src/sealing/place-problems.ts';
import { scopeAnnotations } from '../../src/sealing/scope.ts';
import { idsIn, readSealedFile, type SealedFile } from '../../src/sealing/sealed-file.ts';
import { filled, templateProps } from './template.ts';

const props = z.strictObject({
  files: z
    .array(z.string().min(1).max(1000))
    .min(1)
    .max(100)
    .describe(
      'Files that `roadbed seal` made, beside the program; of several, a cluster gets the one that was sealed for its certificate, as its label `sealing.roadbed.dev/certificate` names it.',
    ),
  ...templateProps,
});

/** Props of a secret whose values are sealed in git. */
export type SealedSecretProps = z.input<typeof props>;

/** What was read of the files that a program names, by their paths. */
export type SealedFiles = ReadonlyMap<string, SealedFile | Problem>;

/**
 * A Secret whose values stand in git, sealed for one cluster; `Secret.sealed` makes it.
 *
 * @source `SealedSecret.bitnami.com`, of which the controller of Sealed Secrets makes the Secret
 * @example
 * const stripe = Secret.sealed(shop, 'stripe', { files: ['secrets/stripe.yaml'] });
 * new WebService(shop, 'api', { image, port: 8080, env: { STRIPE_KEY: stripe.key('api-key') } });
 */
export class SealedSecret extends GoldenPath<typeof props> {
  static override readonly schema = props;

  readonly #files: SealedFiles;
  readonly #keys = new Set<string>();

  /** `Secret.sealed` makes it, and reads the files. @internal */
  constructor(
    scope: Construct,
    id: string,
    props: EnvironmentProps<SealedSecretProps>,
    files: SealedFiles = new Map(),
  ) {
    super(scope, id, props);
    this.#files = files;
  }

  /** The value of a key, a secret: an environment variable that takes it becomes a reference to the Secret. */
  key(name: string): Ref {
    this.#keys.add(name);
    return this.output(name, { secret: true });
  }

  protected override refusals(site: Site): readonly Problem[] {
    const path = this.node.path;
    const read = this.props.files.map((file) => this.#files.get(file));
    const unread = read.filter((file) => file !== undefined && 'code' in file);
    if (unread.length > 0) return unread;
    const file = this.#fileAt(site);
    return file === undefined
      ? [this.#fitsNone(site)]
      : placeProblems(file, { path, prop: 'files', name: this.name, namespace: this.application.namespace });
  }

  protected override outputs(site: Site): Readonly<Record<string, Value>> {
    const file = this.#fileAt(site);
    const has = (key: string) =>
      file === undefined ||
      [file.values, file.template.data, this.props.template].some((members) => Object.hasOwn(members, key));
    const keys = [...this.#keys].filter(has);
    return Object.fromEntries(keys.map((key) => [key, secretKey(this.name, key)]));
  }

  protected override render(site: Site): Manifest[] {
    const file = this.#fileAt(site);
    return file === undefined ? [] : [this.#manifest(file)];
  }

  #manifest({ scope, values, template }: SealedFile): Manifest {
    const { type, labels, annotations, template: data } = this.props;
    const own = scopeAnnotations(scope);
    return {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name: this.name, labels: this.labels, annotations: filled(own) },
      spec: {
        encryptedData: values,
        template: {
          metadata: {
            name: this.name,
            namespace: this.application.namespace,
            labels: { ...this.labels, ...template.labels, ...labels },
            annotations: filled({ ...template.annotations, ...annotations, ...own }),
          },
          type: type ?? template.type,
          immutable: template.immutable,
          data: filled({ ...template.data, ...data }),
        },
      },
    };
  }

  /** The file for the certificate of the cluster; where neither says which that is, the only one. */
  #fileAt(site: Site): SealedFile | undefined {
    const files = this.props.files.flatMap((path) => {
      const file = this.#files.get(path);
      return file === undefined || 'code' in file ? [] : [file];
    });
    const [first] = files;
    if (files.length === 1 && first?.certificates.length === 0) return first;
    const label = site.label(SEALING_LABEL);
    if (label === undefined) return files.length === 1 ? first : undefined;
    const known = idsIn(label);
    return files.find(({ certificates }) => certificates.length > 0 && certificates.every((id) => known.includes(id)));
  }

  #fitsNone(site: Site): Problem {
    const label = site.label(SEALING_LABEL);
    const found =
      label === undefined
        ? `the cluster "${site.name}" has no label "${SEALING_LABEL}" by which to choose one of "${this.props.files.join('", "')}"`
        : `none of "${this.props.files.join('", "')}" was sealed for "${label}", the certificate of the cluster "${site.name}"`;
    return problem('RB949', { path: this.node.path, prop: 'files', found });
  }
}

/** Reads every file that the props name, in any environment; it is called while the program runs. */
export function sealedFilesOf(props: unknown, construct: string): SealedFiles {
  const named: unknown = typeof props === 'object' && props !== null ? Reflect.get(props, 'files') : undefined;
  return new Map([...new Set(textsIn(named))].map((file) => [file, readSealedFile(file, construct, 'files')]));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isByEnvironment(value)) return value.environments.flatMap((environment) => textsIn(value.in(environment)));
  return Array.isArray(value) ? value.flatMap(textsIn) : [];
}
