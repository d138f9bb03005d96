import { type handleUnaryCall, Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';
import * as plugins from '@pulumi/pulumi/proto/plugin_pb';
import { ResourceProviderService } from '@pulumi/pulumi/proto/provider_grpc_pb';
import * as messages from '@pulumi/pulumi/proto/provider_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import { opened, type Plain, wire } from '../../support/pulumi-values.ts';
import type { Json } from '../harness/json.ts';
import { changedMembers } from './changed-members.ts';
import type { Deed, Made } from './session.ts';

/** What one provider does in its own way. */
export interface Behaviour {
  /** What is wrong with inputs, as the provider's check says it. */
  check?(type: string, inputs: Plain): string | undefined;
  /** Why the resource cannot be made or deleted now, beside the others that its provider has made. */
  refuse?(deed: 'create' | 'delete', resource: Made, others: readonly Made[]): string | undefined;
  /** What the provider fills in. */
  outputs?(type: string, name: string): Json;
}

/** What the engine asks of a resource. */
type Asked = messages.CheckRequest | messages.CreateRequest | messages.UpdateRequest | messages.DeleteRequest;

/**
 * A provider that stands for one of a cloud or a cluster that cannot be reached: the engine talks to it as to any, by gRPC. What it makes is kept
 * in memory. Each deed takes a moment, so that what does not wait for another is done at the same time.
 */
export class ProviderDouble {
  readonly #behaviour: Behaviour;
  readonly #deeds: Deed[];
  readonly #resources = new Map<string, Made>();
  readonly #settings = new Map<string, Plain>();
  readonly #server = new Server();
  #made = 0;

  /** @param deeds where it writes down what it did, other than for a preview */
  constructor(behaviour: Behaviour, deeds: Deed[]) {
    this.#behaviour = behaviour;
    this.#deeds = deeds;
    this.#server.addService(ResourceProviderService, this.#service());
  }

  /** What there is of it now. */
  get resources(): readonly Made[] {
    return [...this.#resources.values()];
  }

  /** Listens on a free port of loopback and gives it. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
  }

  close(): void {
    this.#server.forceShutdown();
  }

  #service(): UntypedServiceImplementation {
    return {
      attach: answered(() => new Empty()),
      cancel: answered(() => new Empty()),
      getPluginInfo: answered(() => new plugins.PluginInfo()),
      checkConfig: answered((request: messages.CheckRequest) => checked(request, undefined)),
      diffConfig: answered((request: messages.DiffRequest) => difference(request)),
      configure: answered((request: messages.ConfigureRequest, peer) => this.#configure(request, peer)),
      check: answered((request: messages.CheckRequest) =>
        checked(request, this.#behaviour.check?.(typeOf(request), read(request.getNews()))),
      ),
      diff: answered((request: messages.DiffRequest) => difference(request)),
      create: answered((request: messages.CreateRequest, peer) => this.#create(request, peer)),
      update: answered((request: messages.UpdateRequest) => this.#update(request)),
      delete: answered((request: messages.DeleteRequest) => this.#delete(request)),
    };
  }

  /** Each provider of a program has a connection of its own, by which what it is asked later is told apart. */
  #configure(request: messages.ConfigureRequest, peer: string): messages.ConfigureResponse {
    this.#settings.set(peer, read(request.getArgs()));
    const response = new messages.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setSupportspreview(true);
    return response;
  }

  async #create(request: messages.CreateRequest, peer: string): Promise<messages.CreateResponse> {
    const response = new messages.CreateResponse();
    response.setProperties(request.getProperties());
    if (request.getPreview()) return response;
    const name = request.getName();
    const made: Made = {
      id: `${name}-${++this.#made}`,
      type: typeOf(request),
      name,
      inputs: read(request.getProperties()),
      settings: this.#settings.get(peer),
    };
    this.#refuse('create', made);
    await moment();
    this.#resources.set(made.id, made);
    this.#did('create', made);
    response.setId(made.id);
    response.setProperties(this.#filled(request.getProperties(), made));
    return response;
  }

  async #update(request: messages.UpdateRequest): Promise<messages.UpdateResponse> {
    const response = new messages.UpdateResponse();
    response.setProperties(request.getNews());
    if (request.getPreview()) return response;
    const made = { ...this.#known(request.getId()), inputs: read(request.getNews()) };
    await moment();
    this.#resources.set(made.id, made);
    this.#did('update', made);
    response.setProperties(this.#filled(request.getNews(), made));
    return response;
  }

  async #delete(request: messages.DeleteRequest): Promise<Empty> {
    const made = this.#known(request.getId());
    this.#refuse('delete', made);
    await moment();
    this.#resources.delete(made.id);
    this.#did('delete', made);
    return new Empty();
  }

  #known(id: string): Made {
    const made = this.#resources.get(id);
    if (made === undefined) throw new Error(`there is no ${id}`);
    return made;
  }

  #refuse(deed: 'create' | 'delete', made: Made): void {
    const settings = JSON.stringify(made.settings);
    const others = this.resources.filter((one) => one.id !== made.id && JSON.stringify(one.settings) === settings);
    const reason = this.#behaviour.refuse?.(deed, made, others);
    if (reason !== undefined) throw new Error(reason);
  }

  #did(deed: Deed['deed'], { type, name }: Made): void {
    this.#deeds.push({ deed, type, name });
  }

  #filled(properties: Struct | undefined, { type, name }: Made): Struct {
    return Struct.fromJavaScript({ ...properties?.toJavaScript(), ...wire(this.#behaviour.outputs?.(type, name)) });
  }
}

/** Answers a call of a connection, or tells the caller what went wrong. */
function answered<Request>(answer: (request: Request, peer: string) => unknown): handleUnaryCall<Request, unknown> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request, call.getPeer()))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      );
  };
}

function checked(request: messages.CheckRequest, reason: string | undefined): messages.CheckResponse {
  const response = new messages.CheckResponse();
  response.setInputs(request.getNews());
  if (reason === undefined) return response;
  const failure = new messages.CheckFailure();
  failure.setReason(reason);
  response.setFailuresList([failure]);
  return response;
}

function difference(request: messages.DiffRequest): messages.DiffResponse {
  const changed = changedMembers(read(request.getOldInputs()), read(request.getNews()));
  const response = new messages.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList([...changed]);
  return response;
}

function read(struct: Struct | undefined): Plain {
  return opened(struct?.toJavaScript() ?? {});
}

/** Type of the resource of a request: its URN has it behind those of the components around it. */
function typeOf(request: Asked): string {
  const [, , types = ''] = request.getUrn().split('::');
  return types.slice(types.lastIndexOf('$') + 1);
}

function moment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
