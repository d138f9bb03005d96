import { GRAPH_PATHS } from '../model/graph-document.ts';

/** An output that stands somewhere: in a folder, or at a revision in git. */
export interface StoredOutput {
  /** What it is called, for people: `dist`, `main:dist`. */
  readonly name: string;
  /** The revision in git that it stands at. @default - it stands in a folder */
  readonly revision?: string;
  /** Paths of its files, parts divided by `/`. */
  readonly paths: readonly string[];
  read(path: string): string | undefined;
}

/** A file as the program would write it now. */
export interface NewFile {
  readonly path: string;
  readonly documents: readonly unknown[];
  /** Its text; asked for only where a file of this path is there already. */
  text(): string;
}

/** Name of the folder that holds what Argo CD itself reads. */
export const HUB_FOLDER = 'hub';
/** Name of the folder that holds what Argo CD reads of each wave. */
const WAVES_FOLDER = 'waves';

/** A folder of manifests that go to the same clusters: a variant of an application, or what Argo CD itself reads. */
export interface Folder {
  readonly path: string;
  readonly environment: string;
  readonly application: string;
  readonly variant: string;
}

/** The folder that a file belongs to; undefined for what is no manifest. */
export function folderOf(path: string): Folder | undefined {
  if (path.startsWith('.') || path === GRAPH_PATHS.platform || !/\.ya?ml$/.test(path)) return undefined;
  const parts = path.split('/');
  const [environment = '', application = '', variant = ''] = parts;
  if (environment === HUB_FOLDER || environment === WAVES_FOLDER)
    return { path: HUB_FOLDER, environment: '', application: 'argocd', variant: '' };
  return parts.length === 4
    ? { path: `${environment}/${application}/${variant}`, environment, application, variant }
    : undefined;
}

/** The documents of a text of YAML, each as it is written. The line that divides them stands at the margin, where no value can have it. */
export function documentTexts(text: string): readonly string[] {
  return text.split(/^---[^\S\n]*\n/m).filter((part) => part.trim() !== '');
}
