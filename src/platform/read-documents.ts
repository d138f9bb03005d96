import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ApplicationFile,
  GRAPH_PATHS,
  GRAPH_VERSION,
  type GraphDocuments,
  type PlatformDocument,
} from '../model/graph-document.ts';
import { expanded } from './shared-lists.ts';

/** The graph that stands beside an output, or undefined where there is none that this version reads. */
export function readDocuments(outdir: string): GraphDocuments | undefined {
  return documentsFrom((path) => readText(join(outdir, path)));
}

/** The graph as some reader of files gives it: a folder, or a revision in git. */
export function documentsFrom(read: (path: string) => string | undefined): GraphDocuments | undefined {
  const platform = parse(read(GRAPH_PATHS.platform));
  if (!isPlatform(platform)) return undefined;
  const { lists, ...known } = platform;
  const applications = platform.files.flatMap((name) => {
    const file = parse(read(GRAPH_PATHS.application(name)));
    return isApplicationFile(file) ? file.applications.map((one) => expanded(one, lists ?? {})) : [];
  });
  // Outputs of earlier releases do not tell of provisioners.
  return { platform: { ...known, provisioners: platform.provisioners ?? [] }, applications };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPlatform(value: unknown): value is PlatformDocument {
  return hasVersion(value) && 'files' in value && Array.isArray(value.files) && 'clusters' in value;
}

function isApplicationFile(value: unknown): value is ApplicationFile {
  return hasVersion(value) && 'applications' in value && Array.isArray(value.applications);
}

function hasVersion(value: unknown): value is { readonly version: number } {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === GRAPH_VERSION;
}
