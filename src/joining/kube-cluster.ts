import { member } from '../model/member.ts';
import type { CommandEnd, RunCommand } from './command.ts';

/** Why a cluster did not do what it was asked. */
export interface Failure {
  readonly kind: 'no kubectl' | 'unreachable' | 'forbidden' | 'refused';
  /** What was said against it, on one line. */
  readonly said: string;
}

/** What a cluster answered. */
export type Reply<T> = { readonly value: T } | { readonly failure: Failure };

/** Who owns what is applied: where Argo CD delivers the same later it must be Argo CD, or it could never take a field away. @source `ArgoCDSSAManager` of Argo CD */
export type FieldManager = 'argocd-controller' | 'roadbed-join';

/** What is applied, and as whom. */
export interface Application {
  /** Objects in YAML or JSON. */
  readonly text: string;
  readonly as: FieldManager;
  /** Namespace of the objects that name none. */
  readonly namespace?: string | undefined;
}

const UNREACHABLE =
  /unable to connect to the server|connection refused|i\/o timeout|no such host|deadline exceeded|tls handshake|x509|EOF|was refused|getting credentials|executable .* not found/i;
const FORBIDDEN = /forbidden|unauthorized|must be logged in/i;
/** A kind that the cluster does not know. */
const NO_KIND = /doesn't have a resource type|could not find the requested resource|no matches for kind/i;

/** The kinds of the definitions that are served, one a line; one that is new says nothing of itself yet. */
const SERVED =
  '--output=go-template={{range .items}}{{$kind := .spec.names.kind}}{{$group := .spec.group}}{{if .status}}{{range .status.conditions}}' +
  '{{if and (eq .type "Established") (eq .status "True")}}{{$kind}}.{{$group}}{{"\\n"}}{{end}}{{end}}{{end}}{{end}}';

/** Longest that one request may take. */
const REQUEST_TIMEOUT = '--request-timeout=20s';

/** Most characters of a complaint that are told. */
const LONGEST = 400;

/** A cluster, as the user's own `kubectl` reaches it by one context of their kubeconfig. */
export class KubeCluster {
  readonly context: string;
  readonly #run: RunCommand;

  constructor(context: string, run: RunCommand) {
    this.context = context;
    this.#run = run;
  }

  /** An object, or undefined where it is not there, or its kind is not known. */
  async get(type: string, name: string, namespace?: string): Promise<Reply<unknown>> {
    const reply = await this.#ask([
      'get',
      type,
      name,
      ...inNamespace(namespace),
      '--ignore-not-found',
      '--output=json',
    ]);
    return 'failure' in reply ? absent(reply.failure, undefined) : { value: parsed(reply.value) };
  }

  /** The objects of a kind in a namespace: none where the kind is not known. */
  async list(type: string, namespace: string, labels?: string): Promise<Reply<readonly unknown[]>> {
    const selector = labels === undefined ? [] : [`--selector=${labels}`];
    const reply = await this.#ask(['get', type, ...inNamespace(namespace), ...selector, '--output=json']);
    if ('failure' in reply) return absent(reply.failure, []);
    const found = member(parsed(reply.value), 'items');
    return { value: Array.isArray(found) ? found : [] };
  }

  /** The custom kinds that the cluster serves, each as `Kind.group`. */
  async kinds(): Promise<Reply<ReadonlySet<string>>> {
    const reply = await this.#ask(['get', 'customresourcedefinitions.apiextensions.k8s.io', SERVED]);
    return 'failure' in reply ? reply : { value: new Set(lines(reply.value)) };
  }

  /** Applies objects on the server's side; gives how many. */
  async apply({ text, as, namespace }: Application): Promise<Reply<number>> {
    const reply = await this.#ask(
      [
        'apply',
        '--server-side',
        '--force-conflicts',
        `--field-manager=${as}`,
        ...inNamespace(namespace),
        '--output=name',
        '--filename=-',
      ],
      text,
    );
    return 'failure' in reply ? reply : { value: lines(reply.value).length };
  }

  /** Merges a file into an object, which leaves what the file does not name alone. */
  async merge(type: string, name: string, namespace: string, file: string): Promise<Reply<void>> {
    return done(
      await this.#ask(['patch', type, name, ...inNamespace(namespace), '--type=merge', `--patch-file=${file}`]),
    );
  }

  /** Takes labels from an object. */
  async unlabel(type: string, name: string, namespace: string, labels: readonly string[]): Promise<Reply<void>> {
    return done(await this.#ask(['label', type, name, ...inNamespace(namespace), ...labels.map((key) => `${key}-`)]));
  }

  /** Deletes an object and waits until it is gone; that it is not there is well too. Gives whether it was. */
  async remove(type: string, name: string, namespace?: string): Promise<Reply<boolean>> {
    const reply = await this.#ask([
      'delete',
      type,
      name,
      ...inNamespace(namespace),
      '--ignore-not-found',
      '--output=name',
      '--wait=false',
    ]);
    return 'failure' in reply ? absent(reply.failure, false) : { value: reply.value.trim() !== '' };
  }

  /** Whether the user may do something. */
  async can(verb: string, type: string, namespace?: string): Promise<Reply<boolean>> {
    const end = await this.#end(['auth', 'can-i', verb, type, ...inNamespace(namespace)]);
    // The answer is a word; a status other than 0 says no, or that nobody could be asked.
    const answer = end.stdout.trim();
    if (answer === 'yes' || answer.startsWith('no')) return { value: answer === 'yes' };
    return { failure: failureOf(end) };
  }

  /** The version of the API server, and the groups with versions that it serves: what charts ask for. */
  async capabilities(): Promise<Reply<{ readonly version: string; readonly groups: readonly string[] }>> {
    const version = await this.#ask(['version', '--output=json']);
    if ('failure' in version) return version;
    const groups = await this.#ask(['api-versions']);
    if ('failure' in groups) return groups;
    const found = member(member(parsed(version.value), 'serverVersion'), 'gitVersion');
    return { value: { version: typeof found === 'string' ? found : '', groups: lines(groups.value) } };
  }

  async #ask(args: readonly string[], input?: string): Promise<Reply<string>> {
    const end = await this.#end(args, input);
    return end.status === 0 ? { value: end.stdout } : { failure: failureOf(end) };
  }

  #end(args: readonly string[], input?: string): Promise<CommandEnd> {
    return this.#run('kubectl', [`--context=${this.context}`, REQUEST_TIMEOUT, ...args], input);
  }
}

/** The contexts of the user's kubeconfig. */
export async function contexts(run: RunCommand): Promise<Reply<readonly string[]>> {
  const end = await run('kubectl', ['config', 'get-contexts', '--output=name']);
  return end.status === 0 ? { value: lines(end.stdout) } : { failure: failureOf(end) };
}

function inNamespace(namespace: string | undefined): readonly string[] {
  return namespace === undefined ? [] : [`--namespace=${namespace}`];
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function parsed(text: string): unknown {
  return text.trim() === '' ? undefined : JSON.parse(text);
}

function done(reply: Reply<string>): Reply<void> {
  return 'failure' in reply ? reply : { value: undefined };
}

/** An object whose kind is not known is not there. */
function absent<T>(failure: Failure, value: T): Reply<T> {
  return NO_KIND.test(failure.said) ? { value } : { failure };
}

function failureOf({ isMissing, stderr, status }: CommandEnd): Failure {
  if (isMissing) return { kind: 'no kubectl', said: 'there is no kubectl on the path' };
  const complaints = lines(stderr).filter((line) => !line.startsWith('Warning'));
  const said = (complaints.find((line) => /^error/i.test(line)) ?? complaints.at(-1) ?? `kubectl ended with ${status}`)
    .replace(/^error(?: from server)?(?: \(\w+\))?:? */i, '')
    .replace(/^(unexpected )?EOF$/, 'the server ended the connection ($&)')
    .slice(0, LONGEST);
  const kind = UNREACHABLE.test(said) ? 'unreachable' : FORBIDDEN.test(said) ? 'forbidden' : 'refused';
  return { kind, said };
}
