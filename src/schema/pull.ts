import { execFile } from 'node:child_process';
import { type Problem, problem } from '../model/problem.ts';
import { type AddedSchemas, type SourceText, writeSchemas } from './add.ts';
import { faultText, isObject } from './json.ts';

/** Which cluster to read, as kubectl knows it. */
export interface ClusterSource {
  /** Context of the kubeconfig; the current one by default. */
  readonly context?: string | undefined;
  /** Runs kubectl with arguments and gives what it prints; the program on the PATH by default. */
  readonly kubectl?: ((args: readonly string[]) => Promise<string>) | undefined;
}

/** Documents asked for at a time. */
const lanes = 4;

/**
 * Writes the schemas of all kinds of a live cluster to a folder. It asks kubectl, which knows how to log in everywhere,
 * for the cluster's OpenAPI v3 documents; nothing is run by a shell, and kubectl gets fixed arguments only.
 */
export async function pullSchemas(cluster: ClusterSource, folder: string): Promise<AddedSchemas> {
  const source = cluster.context === undefined ? 'cluster' : `cluster ${cluster.context}`;
  const get = (path: string) =>
    (cluster.kubectl ?? runKubectl)([...contextArgs(cluster.context), 'get', '--raw', path]);
  try {
    const paths = documentPaths(await get('/openapi/v3'));
    if (paths === undefined) return { added: [], problems: [failure(source, 'answers without a list of documents')] };
    const { added, problems } = writeSchemas(await readAll(paths, source, get), folder);
    // An API version without a kind that has metadata (reviews, metrics) is no fault of the cluster.
    return { added, problems: problems.filter(({ code }) => code !== 'RB615') };
  } catch (error) {
    return { added: [], problems: [failure(source, describe(error))] };
  }
}

/** As one argument: a context whose name begins with a hyphen stays a name. */
function contextArgs(context: string | undefined): readonly string[] {
  return context === undefined ? [] : [`--context=${context}`];
}

/** Paths of the documents of API versions, in order: `/openapi/v3/api/v1`, `/openapi/v3/apis/apps/v1`. */
function documentPaths(index: string): readonly string[] | undefined {
  const content: unknown = JSON.parse(index);
  if (!isObject(content) || !isObject(content.paths)) return undefined;
  const versions = Object.keys(content.paths).filter((path) => /^apis?\/(?:[a-z0-9.-]+\/)?v[a-z0-9]+$/.test(path));
  return versions.sort().map((path) => `/openapi/v3/${path}`);
}

async function readAll(
  paths: readonly string[],
  source: string,
  get: (path: string) => Promise<string>,
): Promise<SourceText[]> {
  const texts: SourceText[] = [];
  const waiting = paths.map((path, index) => ({ path, index }));
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      texts[next.index] = { source, text: await get(next.path) };
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return texts;
}

function runKubectl(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const limits = { maxBuffer: 64 * 2 ** 20, timeout: 60_000, env: process.env };
    execFile('kubectl', [...args], limits, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else
        reject(new KubectlFault(error.code === 'ENOENT' ? 'kubectl is not installed' : stderr.trim() || error.message));
    });
  });
}

/** What kubectl says when it fails. */
class KubectlFault extends Error {}

function describe(error: unknown): string {
  return `cannot be read: ${faultText(error).split('\n', 1)[0] ?? ''}`;
}

function failure(path: string, found: string): Problem {
  return problem('RB618', { path, found });
}
