import type { handleUnaryCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Alias } from '@pulumi/pulumi/proto/alias_pb';
import * as providers from '@pulumi/pulumi/proto/provider_pb';
import * as messages from '@pulumi/pulumi/proto/resource_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import { type Plain, plain, UNKNOWN, wire } from './pulumi-values.ts';

/** A resource as the SDK registered it. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Name of the parent; absent for what stands in the stack itself. */
  readonly parent: string | undefined;
  readonly custom: boolean;
  readonly remote: boolean;
  /** Inputs as plain data; secrets and unknown values as {@link plain} shows them. */
  readonly inputs: Plain;
  /** Names of the resources that it depends on, with those that its inputs come from. */
  readonly dependencies: readonly string[];
  /** The same for each input. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** URN of its provider without the id. */
  readonly provider: string;
  readonly version: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly secretOutputs: readonly string[];
  readonly ignoreChanges: readonly string[];
  /** Aliases as the SDK gives them: what they say and no more. */
  readonly aliases: readonly Readonly<Record<string, unknown>>[];
}

/** A call of a function of a provider. */
export interface RecordedInvoke {
  readonly token: string;
  readonly args: Plain;
}

interface MonitorOptions {
  readonly preview: boolean;
  readonly project: string;
  readonly stack: string;
  readonly state: (type: string, name: string) => Readonly<Record<string, unknown>>;
}

const STACK = 'pulumi:pulumi:Stack';

/** The part of the engine that registers resources: it makes up ids, and fills in what a test says. */
export class Monitor {
  readonly registrations: Registration[] = [];
  readonly invokes: RecordedInvoke[] = [];
  /** What the program exports. */
  outputs: Plain;
  readonly #options: MonitorOptions;
  /** Types of each resource and of those around it, by its URN. */
  readonly #types = new Map<string, string>();

  constructor(options: MonitorOptions) {
    this.#options = options;
  }

  service(): UntypedServiceImplementation {
    return {
      supportsFeature: unary(() => {
        const response = new messages.SupportsFeatureResponse();
        response.setHassupport(true);
        return response;
      }),
      getDeploymentInfo: unary(() => new messages.DeploymentInfo()),
      registerResource: unary((request: messages.RegisterResourceRequest) => this.#register(request)),
      registerResourceOutputs: unary((request: messages.RegisterResourceOutputsRequest) => {
        if (this.#types.get(request.getUrn()) === STACK) this.outputs = plain(request.getOutputs()?.toJavaScript());
        return new Empty();
      }),
      invoke: unary((request: messages.ResourceInvokeRequest) => {
        const token = request.getTok();
        this.invokes.push({ token, args: plain(request.getArgs()?.toJavaScript() ?? {}) });
        const response = new providers.InvokeResponse();
        response.setReturn(Struct.fromJavaScript(wire(this.#options.state(token, ''))));
        return response;
      }),
      signalAndWaitForShutdown: unary(() => new Empty()),
    };
  }

  #register(request: messages.RegisterResourceRequest): messages.RegisterResourceResponse {
    const { preview, project, stack, state } = this.#options;
    const [type, name] = [request.getType(), request.getName()];
    const around = this.#types.get(request.getParent());
    const chain = around === undefined || around === STACK ? type : `${around}$${type}`;
    const urn = `urn:pulumi:${stack}::${project}::${chain}::${name}`;
    this.#types.set(urn, chain);
    const object = request.getObject()?.toJavaScript() ?? {};
    if (type !== STACK) this.registrations.push(recordOf(request, urn, object));
    const response = new messages.RegisterResourceResponse();
    response.setUrn(urn);
    if (request.getCustom()) response.setId(preview ? '' : `id-of-${name}`);
    const made = preview ? {} : state(type, name);
    response.setObject(Struct.fromJavaScript({ ...wire(object), ...wire(made) }));
    return response;
  }
}

/** Answers a call, or tells the caller what went wrong. */
export function unary<Request>(answer: (request: Request) => unknown): handleUnaryCall<Request, unknown> {
  return ({ request }, callback) => {
    try {
      callback(null, answer(request));
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)));
    }
  };
}

function recordOf(request: messages.RegisterResourceRequest, urn: string, object: unknown): Registration {
  const properties: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((value, key) => {
    const urns = value.getUrnsList();
    if (urns.length > 0) properties[key] = urns.map(nameIn).sort();
  });
  const parent = request.getParent();
  return {
    type: request.getType(),
    name: request.getName(),
    urn,
    parent: parent.includes(`::${STACK}::`) ? undefined : nameIn(parent),
    custom: request.getCustom(),
    remote: request.getRemote(),
    inputs: plain(object),
    dependencies: request.getDependenciesList().map(nameIn).sort(),
    propertyDependencies: properties,
    provider: request.getProvider().replace(/::[^:]*$/, ''),
    version: request.getVersion(),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    secretOutputs: request.getAdditionalsecretoutputsList(),
    ignoreChanges: request.getIgnorechangesList(),
    aliases: request.getAliasesList().map(aliasOf),
  };
}

function aliasOf(alias: Alias): Readonly<Record<string, unknown>> {
  const spec = alias.getSpec()?.toObject();
  if (spec === undefined) return { urn: alias.getUrn() };
  const { name, type, parenturn: parent } = spec;
  return Object.fromEntries(Object.entries({ name, type, parent }).filter(([, value]) => value !== ''));
}

/** The name in a URN. */
function nameIn(urn: string): string {
  return urn === UNKNOWN ? urn : urn.slice(urn.lastIndexOf('::') + 2);
}
