import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient, refusal } from './api-client.ts';
import { ControlPlane } from './control-plane.ts';
import { textAt } from './json.ts';
import type { Tools } from './with-engines.ts';

/** A chart that stands for one that a registry has. */
export interface LocalChart {
  readonly name: string;
  /** Its templates and definitions, by file within the chart. */
  readonly files: Readonly<Record<string, string>>;
}

/** Two API servers of their own, reached by the contexts `hub` and `edge` of one kubeconfig, and the programs that joining runs. */
export class TwoClusters {
  readonly hub: ApiClient;
  readonly edge: ApiClient;
  /** Environment of a process that is to reach them. */
  readonly env: NodeJS.ProcessEnv;
  readonly #planes: readonly ControlPlane[];

  private constructor(
    planes: readonly ControlPlane[],
    clients: readonly [ApiClient, ApiClient],
    env: NodeJS.ProcessEnv,
  ) {
    [this.hub, this.edge] = clients;
    this.#planes = planes;
    this.env = env;
  }

  /** Starts both; charts come from folders instead of registries, rendered by the real Helm. */
  static async start(tools: Tools, charts: readonly LocalChart[]): Promise<TwoClusters> {
    const programs = {
      etcd: tools.program('etcd'),
      'kube-apiserver': tools.program('kube-apiserver'),
      kubectl: tools.program('kubectl'),
    };
    const planes = ['hub', 'edge'].map((name) => {
      const folder = join(tools.folder, name);
      mkdirSync(folder, { recursive: true });
      return new ControlPlane(folder, programs);
    });
    const bin = join(tools.folder, 'bin');
    mkdirSync(bin);
    try {
      await Promise.all(planes.map((plane) => plane.start()));
      const kubeconfig = join(tools.folder, 'both');
      writeFileSync(kubeconfig, JSON.stringify(merged(planes)), { mode: 0o600 });
      symlinkSync(programs.kubectl, join(bin, 'kubectl'));
      writeHelm(bin, tools.program('helm'), tools.folder, charts);
      const [hub, edge] = await Promise.all(
        planes.map((plane, index) =>
          ApiClient.open(join(tools.folder, index === 0 ? 'hub' : 'edge'), programs.kubectl, plane.kubeconfig),
        ),
      );
      if (hub === undefined || edge === undefined) throw new Error('two clients were asked for');
      const env = { ...process.env, KUBECONFIG: kubeconfig, PATH: `${bin}:${process.env.PATH}` };
      return new TwoClusters(planes, [hub, edge], env);
    } catch (error) {
      await Promise.all(planes.map((plane) => plane.stop()));
      throw error;
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.hub.close(), this.edge.close()]);
    await Promise.all(this.#planes.map((plane) => plane.stop()));
  }
}

/** Applies an object that must be accepted. */
export async function put(client: ApiClient, object: object): Promise<void> {
  const refused = refusal(await client.apply(object, JSON.stringify(object)));
  if (refused !== undefined)
    throw new Error(`${textAt(object, 'kind')} ${textAt(object, 'metadata.name')}: ${refused}`);
}

function merged([hub, edge]: readonly ControlPlane[]): object {
  const parts = [
    ['hub', hub],
    ['edge', edge],
  ] as const;
  const read = (plane: ControlPlane | undefined) => JSON.parse(readFileSync(plane?.kubeconfig ?? '', 'utf8'));
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: parts.map(([name, plane]) => ({ name, cluster: read(plane).clusters[0].cluster })),
    users: parts.map(([name, plane]) => ({ name, user: read(plane).users[0].user })),
    contexts: parts.map(([name]) => ({ name, context: { cluster: name, user: name } })),
  };
}

/** Helm itself, to which the charts of registries are folders: there is no registry here. */
function writeHelm(bin: string, helm: string, folder: string, charts: readonly LocalChart[]): void {
  const cases: string[] = [];
  for (const { name, files } of charts) {
    const chart = join(folder, 'charts', name);
    for (const [file, text] of Object.entries({
      'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
      ...files,
    })) {
      mkdirSync(join(chart, file, '..'), { recursive: true });
      writeFileSync(join(chart, file), text);
    }
    cases.push(`    *${name}) chart='${chart}' ;;`);
  }
  const script = [
    '#!/bin/sh',
    'release=$2 chart=$3',
    'case "$chart" in',
    ...cases,
    'esac',
    'shift 3',
    'for word; do',
    '  shift',
    '  case "$word" in',
    '    --version=*|--repo=*) ;;',
    '    *) set -- "$@" "$word" ;;',
    '  esac',
    'done',
    `exec '${helm}' template "$release" "$chart" "$@"`,
    '',
  ].join('\n');
  writeFileSync(join(bin, 'helm'), script);
  chmodSync(join(bin, 'helm'), 0o755);
}
