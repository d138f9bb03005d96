import { createHash } from 'node:crypto';
import * as z from 'zod';
import { envValue } from '../../src/model/fields.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { isSecretRef, type SecretRef } from '../../src/model/secret-ref.ts';
import type { Workload } from './workload.ts';

/** A path in a container. */
export const containerPath = z.string().regex(/^(\/\.{0,2}[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/, {
  error: 'must be an absolute path, such as /etc/app/config.yaml',
});

const file = z
  .strictObject({
    content: envValue()
      .optional()
      .describe("Text of the file, with references in it, secret ones too, or `fromSecret('name', 'key')`."),
    binaryContent: z
      .string()
      .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, { error: 'must be base64' })
      .optional()
      .describe('Content of the file in base64.'),
    mode: z
      .string()
      .regex(/^0?[0-7]{3}$/, { error: 'must be an octal mode, such as 0444' })
      .optional()
      .describe('Access mode in octal. Default: 0444, and 0440 for what comes from a Secret.'),
  })
  .check(({ value, issues }) => {
    if ((value.content === undefined) !== (value.binaryContent === undefined)) return;
    const message = 'must be given, or binaryContent';
    issues.push({ code: 'custom', path: ['content'], input: value.content, message });
  });

/** Most bytes of files that a ConfigMap takes, with room for the rest of the object. @source the limit of 1 MiB of an object in etcd */
const LARGEST = 1_000_000;

/** The files of a container, by their paths in it. */
export const containerFiles = z
  // The key of a file is made of its path, and has at most 253 characters.
  .record(containerPath.max(150), file)
  .default({})
  .check(({ value, issues }) => {
    const bytes = Object.values(value).reduce((sum, one) => sum + sizeOf(one), 0);
    if (bytes <= LARGEST) return;
    const message = `must hold at most ${LARGEST} bytes together, and hold ${bytes}`;
    issues.push({ code: 'custom', path: [], input: value, message });
  })
  .describe(
    'Files by their paths in the container, for reading alone, at most 1 MB together. Pods are made anew where one changes.',
  );

/** Files of a container, checked and with their defaults. */
export type ContainerFiles = z.output<typeof containerFiles>;

function sizeOf({ content, binaryContent }: z.output<typeof file>): number {
  return Buffer.byteLength(binaryContent ?? (typeof content === 'string' ? content : ''));
}

/** Access modes of files that name none: all of the pod may read them, and of secrets its group alone. */
const MODES = { plain: 0o444, secret: 0o440 } as const;

/** Name of the volume with the files of a pod. */
const VOLUME = 'files';

/** A file of one of the containers of a pod. */
interface PodFile {
  /** Its key in the ConfigMap, and its path in the volume. */
  readonly key: string;
  readonly content: ContainerFiles[string]['content'];
  readonly binaryContent: string | undefined;
  readonly mode: number | undefined;
}

/** The files of all containers of a pod: one volume of several sources, so that what is secret comes from Secrets and the rest from a ConfigMap. */
export class PodFiles {
  readonly #workload: Pick<Workload, 'name' | 'labels'>;
  readonly #files: readonly PodFile[];

  constructor(workload: Pick<Workload, 'name' | 'labels'>, containers: Readonly<Record<string, ContainerFiles>>) {
    this.#workload = workload;
    this.#files = Object.entries(containers).flatMap(([container, files]) =>
      Object.entries(files).map(([path, { content, binaryContent, mode }]) => ({
        key: fileKey(container, path),
        content,
        binaryContent,
        mode: mode === undefined ? undefined : Number.parseInt(mode, 8),
      })),
    );
  }

  /** The ConfigMap with what is not secret; none where there is nothing of that kind. References that turn out to be late are taken from it when they are bound. */
  configMap(): readonly Manifest[] {
    const plain = this.#plain();
    if (plain.length === 0) return [];
    const texts = plain.flatMap(({ key, content }) => (content === undefined ? [] : [[key, content] as const]));
    const bytes = plain.flatMap(({ key, binaryContent }) =>
      binaryContent === undefined ? [] : [[key, binaryContent] as const],
    );
    return [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: this.#name, labels: this.#workload.labels },
        data: texts.length === 0 ? undefined : Object.fromEntries(texts),
        binaryData: bytes.length === 0 ? undefined : Object.fromEntries(bytes),
      },
    ];
  }

  /** The volume that holds them; none where there are no files. */
  volume(): readonly object[] {
    if (this.#files.length === 0) return [];
    const plain = this.#plain().map(({ key, mode }) => ({ key, path: key, mode }));
    const secrets = this.#files.flatMap(({ key, content, mode = MODES.secret }) =>
      isSecretRef(content) ? [{ secret: { name: content.name, items: [{ key: content.key, path: key, mode }] } }] : [],
    );
    const sources = [...(plain.length === 0 ? [] : [{ configMap: { name: this.#name, items: plain } }]), ...secrets];
    return [{ name: VOLUME, projected: { defaultMode: MODES.plain, sources } }];
  }

  /** A file that is mounted by itself is never replaced in a running pod, so what the pods are made of says what the files are. */
  annotations(): Readonly<Record<string, string>> {
    if (this.#files.length === 0) return {};
    const digest = createHash('sha256').update(JSON.stringify(this.#files)).digest('hex').slice(0, 16);
    return { [FILES_CHECKSUM]: digest };
  }

  #plain(): readonly (PodFile & { readonly content: Exclude<PodFile['content'], SecretRef> })[] {
    return this.#files.flatMap(({ content, ...file }) => (isSecretRef(content) ? [] : [{ ...file, content }]));
  }

  get #name(): string {
    return `${this.#workload.name}-files`;
  }
}

/** Annotation of pods with a digest of their files. */
const FILES_CHECKSUM = 'checksum/files';

/** Where the files of a container are mounted: each by itself, so that nothing else in its folder is hidden. */
export function fileMounts(container: string, files: ContainerFiles): readonly object[] {
  return Object.keys(files).map((mountPath) => ({
    name: VOLUME,
    mountPath,
    subPath: fileKey(container, mountPath),
    readOnly: true,
  }));
}

/** Key of a file in the ConfigMap of the workload. Keys have no slash; a path that has what stands for it gets a digest. */
function fileKey(container: string, path: string): string {
  const key = `${container}${path.replaceAll('/', '_')}`;
  return path.includes('_') ? `${key}-${createHash('sha256').update(path).digest('hex').slice(0, 8)}` : key;
}
