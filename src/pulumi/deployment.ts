import * as pulumi from '@pulumi/pulumi';
import { type Access, accessesIn, Interpolation, JsonText } from '../targets/pulumi/expression.ts';
import type {
  ComponentEntry,
  FormerUrn,
  ProviderEntry,
  PulumiProgram,
  ResourceEntry,
} from '../targets/pulumi/program.ts';
import { PLATFORM_TYPE } from '../targets/pulumi/types-around.ts';
import { type ClusterAccess, givenInputs } from './cluster-access.ts';
import { Component, Provider, RawResource, RemoteResource } from './raw-resource.ts';
import { accessOf, type ClusterAccesses } from './stack-values.ts';

/** A platform as a stack holds it: the component around everything that was registered. */
export class Deployment extends pulumi.ComponentResource {
  readonly #components = new Map<string, Component>();
  readonly #providers = new Map<string, pulumi.ProviderResource>();
  readonly #resources = new Map<string, RawResource | RemoteResource>();
  readonly #values: ReadonlyMap<string, pulumi.Output<unknown>>;
  readonly #clusters: ClusterAccesses;
  readonly #entries: ReadonlyMap<string, ProviderEntry>;
  readonly #outputs: ReadonlyMap<string, readonly string[]>;

  /** @internal */
  constructor(program: PulumiProgram, clusters: ClusterAccesses, values: ReadonlyMap<string, pulumi.Output<unknown>>) {
    super(PLATFORM_TYPE, program.name);
    this.#outputs = outputsRead(program);
    this.#values = values;
    this.#clusters = clusters;
    this.#entries = new Map(program.providers.map((provider) => [provider.key, provider]));
    for (const component of program.components) this.#component(component);
    for (const resource of program.resources) this.#resource(resource);
    for (const component of [...this.#components.values()].reverse()) component.finish();
    this.registerOutputs({});
  }

  /**
   * The resource of an object or of a provisioner, by its name in the stack, such as `eu/shop/Deployment/api`.
   * @throws Error if there is none
   */
  resource(name: string): pulumi.Resource {
    return found(this.#resources, name);
  }

  /**
   * A value of a resource that Pulumi makes at a cloud, such as the endpoint of a cluster.
   * @throws Error if there is no such resource
   */
  output(name: string, property: string): pulumi.Output<unknown> {
    const made = found(this.#resources, name);
    if (!(made instanceof RawResource)) throw new Error(`"${name}" has no values`);
    return made.output(property);
  }

  #component({ type, name, parent, aliases }: ComponentEntry): void {
    const options = {
      parent: parent === undefined ? this : found(this.#components, parent),
      ...(aliases.length === 0 ? {} : { aliases: aliases.map(urnOf) }),
    };
    this.#components.set(name, new Component(type, name, {}, options));
  }

  /** A provider, made when the first resource asks for it: it may take values of resources that were made before. */
  #provider(key: string): pulumi.ProviderResource {
    const known = this.#providers.get(key);
    if (known !== undefined) return known;
    const { package: name, name: own, version, cluster, inputs } = found(this.#entries, key);
    const access = cluster === undefined ? {} : accessOf(this.#clusters, cluster.name);
    const parent = cluster === undefined ? this : found(this.#components, cluster.name);
    const provider = access.provider ?? new Provider(name, own, this.#settings(inputs, access), { parent, version });
    this.#providers.set(key, provider);
    return provider;
  }

  /** Settings of a provider: how the program reaches the cluster takes the place of the kubeconfig that the stack would give. */
  #settings({ kubeconfig, ...inputs }: ProviderEntry['inputs'], access: ClusterAccess): pulumi.Inputs {
    const given = givenInputs(access) ?? (kubeconfig === undefined ? {} : { kubeconfig });
    // Settings of providers are texts.
    const texts = mapMembers(inputs, (value) => (typeof value === 'boolean' ? String(value) : value));
    return { ...this.#inputs(texts), ...this.#inputs(given) };
  }

  #resource(entry: ResourceEntry): void {
    const { name, type, secretInputs, remote } = entry;
    const inputs = this.#inputs(entry.inputs);
    for (const secret of secretInputs) inputs[secret] = hidden(inputs[secret]);
    const options = this.#options(entry);
    const made = remote
      ? new RemoteResource(type, name, inputs, options)
      : new RawResource(type, name, inputs, this.#outputs.get(name) ?? [], {
          ...options,
          additionalSecretOutputs: [...entry.secretOutputs],
        });
    this.#resources.set(name, made);
  }

  #options(entry: ResourceEntry): pulumi.CustomResourceOptions {
    const { parent, provider, version, dependsOn, dependsOnComponents, protect, retainOnDelete } = entry;
    return {
      parent: found(this.#components, parent),
      dependsOn: [
        ...dependsOn.map((name) => found(this.#resources, name)),
        ...dependsOnComponents.map((name) => found(this.#components, name)),
      ],
      ...(provider === undefined ? {} : { provider: this.#provider(provider) }),
      ...(version === undefined ? {} : { version }),
      ...(protect ? { protect } : {}),
      ...(retainOnDelete ? { retainOnDelete } : {}),
      ...(entry.ignoreChanges.length === 0 ? {} : { ignoreChanges: [...entry.ignoreChanges] }),
      ...(entry.aliases.length === 0 ? {} : { aliases: entry.aliases.map(urnOf) }),
    };
  }

  /** Inputs with outputs of other resources where the program has interpolations. */
  #inputs(inputs: Readonly<Record<string, unknown>>): pulumi.Inputs {
    return mapMembers(inputs, (value) => this.#value(value));
  }

  #value(value: unknown): unknown {
    if (value instanceof Interpolation) return this.#interpolated(value);
    if (value instanceof JsonText) return pulumi.output(this.#inputs(value.data)).apply((data) => JSON.stringify(data));
    if (Array.isArray(value)) return value.map((member) => this.#value(member));
    if (typeof value !== 'object' || value === null || pulumi.Output.isInstance(value)) return value;
    return this.#inputs({ ...value });
  }

  #interpolated({ parts, only }: Interpolation): pulumi.Output<unknown> {
    if (only !== undefined) return this.#access(only);
    const values = parts.map((part) => (typeof part === 'string' ? part : this.#access(part)));
    return pulumi.all(values).apply((texts) => texts.join(''));
  }

  #access({ from, name, path }: Access): pulumi.Output<unknown> {
    if (from === 'config') return found(this.#values, name).apply((value) => walk(value, path));
    const [first, ...rest] = path;
    const made = found(this.#resources, name);
    if (!(made instanceof RawResource)) throw new Error(`${name} has no outputs`);
    return made.output(String(first)).apply((value) => walk(value, rest));
  }
}

/** What the stack that runs knew something by. */
function urnOf({ types, name }: FormerUrn): string {
  return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${types.join('$')}::${name}`;
}

/** The outputs that are read of each resource: Pulumi fills in what is declared. */
function outputsRead({ resources, providers }: PulumiProgram): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { inputs } of [...resources, ...providers]) {
    for (const { from, name, path } of accessesIn(inputs)) {
      const [output] = path;
      // Every resource has an id without being asked.
      if (from === 'config' || output === 'id') continue;
      found.set(name, (found.get(name) ?? new Set()).add(String(output)));
    }
  }
  return new Map([...found].map(([name, outputs]) => [name, [...outputs]]));
}

/** A value that nobody may read; an object member by member, so that a preview shows which there are though none of them is known. */
function hidden(value: unknown): unknown {
  return pulumi.Output.isInstance(value) ? pulumi.secret(value) : mapMembers(value, (member) => pulumi.secret(member));
}

function mapMembers(value: unknown, map: (member: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(Object(value)).map(([key, member]) => [key, map(member)]));
}

function walk(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), value);
}

function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error(`the stack has no "${name}"`);
  return value;
}
