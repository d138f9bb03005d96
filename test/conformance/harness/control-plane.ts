import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Guarded } from './guarded.ts';

/** The programs that a control plane is made of. */
export interface ControlPlanePrograms {
  readonly etcd: string;
  readonly 'kube-apiserver': string;
  readonly kubectl: string;
}

/**
 * An API server of Kubernetes with etcd behind it, on loopback alone, with data in a folder of its own. No controller runs: what is
 * accepted is stored, and nothing is made of it.
 */
export class ControlPlane {
  readonly #folder: string;
  readonly #programs: ControlPlanePrograms;
  #started: readonly Guarded[] = [];

  constructor(folder: string, programs: ControlPlanePrograms) {
    this.#folder = folder;
    this.#programs = programs;
  }

  /** The file by which clients reach it, as its administrator. */
  get kubeconfig(): string {
    return join(this.#folder, 'kubeconfig');
  }

  /** Starts it and waits until it is ready. */
  async start(): Promise<void> {
    mkdirSync(join(this.#folder, 'certificates'), { recursive: true, mode: 0o700 });
    const [clients, peers, server] = await freePorts(3);
    const etcd = this.#run('etcd', [
      `--data-dir=${join(this.#folder, 'etcd')}`,
      `--listen-client-urls=http://127.0.0.1:${clients}`,
      `--advertise-client-urls=http://127.0.0.1:${clients}`,
      `--listen-peer-urls=http://127.0.0.1:${peers}`,
      '--unsafe-no-fsync=true',
    ]);
    await etcd.until('reachable', () => answers(`http://127.0.0.1:${clients}/health`), 60);
    const token = randomBytes(24).toString('hex');
    this.#writeFiles(`https://127.0.0.1:${server}`, token);
    const apiServer = this.#run('kube-apiserver', [
      `--etcd-servers=http://127.0.0.1:${clients}`,
      ...this.#apiServerFlags(server ?? 0),
    ]);
    await apiServer.until('ready', async () => this.#isReady(), 180);
  }

  /** Ends what it started, the last first. */
  async stop(): Promise<void> {
    for (const program of [...this.#started].reverse()) await program.stop();
  }

  #run(name: 'etcd' | 'kube-apiserver', args: readonly string[]): Guarded {
    const program = new Guarded(this.#programs[name], args, join(this.#folder, `${name}.log`));
    this.#started = [...this.#started, program];
    return program;
  }

  #apiServerFlags(port: number): readonly string[] {
    return [
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--cert-dir=${join(this.#folder, 'certificates')}`,
      `--token-auth-file=${join(this.#folder, 'tokens.csv')}`,
      '--authorization-mode=RBAC',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${join(this.#folder, 'service-accounts.pem')}`,
      `--service-account-signing-key-file=${join(this.#folder, 'service-accounts.pem')}`,
      '--service-cluster-ip-range=10.0.0.0/16',
      // The address that pods would reach it by cannot be one of loopback; there are no pods.
      '--endpoint-reconciler-type=none',
      '--allow-privileged=true',
      '--profiling=false',
    ];
  }

  #writeFiles(server: string, token: string): void {
    const write = (name: string, text: string) => writeFileSync(join(this.#folder, name), text, { mode: 0o600 });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    write('service-accounts.pem', privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
    write('tokens.csv', `${token},conformance,conformance,system:masters\n`);
    const authority = join(this.#folder, 'certificates', 'apiserver.crt');
    const kubeconfig = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'conformance', cluster: { server, 'certificate-authority': authority } }],
      users: [{ name: 'conformance', user: { token } }],
      contexts: [{ name: 'conformance', context: { cluster: 'conformance', user: 'conformance' } }],
      'current-context': 'conformance',
    };
    write('kubeconfig', JSON.stringify(kubeconfig));
  }

  #isReady(): boolean {
    const args = [`--kubeconfig=${this.kubeconfig}`, 'get', '--raw', '/readyz'];
    return spawnSync(this.#programs.kubectl, args, { stdio: 'ignore' }).status === 0;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Ports of loopback that nothing listens on. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.on('error', reject);
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            resolve(typeof address === 'object' && address !== null ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
