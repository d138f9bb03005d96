import type { ComponentEntry, ProviderEntry, PulumiProgram, ResourceEntry } from './program.ts';
import { literal, reference, secret, spelled } from './yaml-text.ts';

/**
 * A program as Pulumi YAML. It has no components: their members stand at the top, and what waits for a component waits for each of them.
 *
 * @see https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/
 */
export function yamlProgram(project: string, program: PulumiProgram): Record<string, unknown> {
  const members = membersOf(program);
  const resources: Record<string, unknown> = {};
  for (const provider of program.providers) resources[providerName(provider)] = providerResource(provider);
  for (const entry of program.resources) resources[entry.name] = resource(entry, program, members);
  const config = program.config.map(({ key, type, secret: hidden }) => [
    key,
    {
      ...(type === 'texts' ? { type: 'array', items: { type: 'string' } } : { type: 'string' }),
      ...(hidden ? { secret: true } : {}),
    },
  ]);
  return {
    name: project,
    runtime: 'yaml',
    description: `The platform "${program.name}", made by Roadbed`,
    ...(config.length === 0 ? {} : { config: Object.fromEntries(config) }),
    ...(Object.keys(resources).length === 0 ? {} : { resources }),
    ...outputs(program),
  };
}

/** Providers stand among the resources, so they need a name that no resource has. */
function providerName({ package: name, name: own }: Pick<ProviderEntry, 'package' | 'name'>): string {
  return `provider/${name}/${own}`;
}

function providerResource({ package: name, version, inputs }: ProviderEntry): Record<string, unknown> {
  return { type: `pulumi:providers:${name}`, properties: spelled(inputs), options: { version } };
}

function resource(
  entry: ResourceEntry,
  { providers }: PulumiProgram,
  members: ReadonlyMap<string, readonly string[]>,
): Record<string, unknown> {
  const properties = Object.entries(entry.inputs).map(([key, value]) => [
    literal(key),
    entry.secretInputs.includes(key) ? secret(value) : spelled(value),
  ]);
  const options = optionsOf(entry, providers, members);
  return {
    type: entry.type,
    properties: Object.fromEntries(properties),
    ...(Object.keys(options).length === 0 ? {} : { options }),
  };
}

function optionsOf(
  entry: ResourceEntry,
  providers: readonly ProviderEntry[],
  members: ReadonlyMap<string, readonly string[]>,
): Record<string, unknown> {
  const { version, protect, retainOnDelete, ignoreChanges, secretOutputs } = entry;
  const provider = providers.find(({ key }) => key === entry.provider);
  const waits = new Set([...entry.dependsOn, ...entry.dependsOnComponents.flatMap((name) => members.get(name) ?? [])]);
  return {
    ...(provider === undefined ? {} : { provider: reference(providerName(provider)) }),
    ...(version === undefined ? {} : { version }),
    ...(waits.size === 0 ? {} : { dependsOn: [...waits].sort().map(reference) }),
    ...(protect ? { protect } : {}),
    ...(retainOnDelete ? { retainOnDelete } : {}),
    ...(ignoreChanges.length === 0 ? {} : { ignoreChanges }),
    ...(secretOutputs.length === 0 ? {} : { additionalSecretOutputs: secretOutputs }),
  };
}

/** The ids of what Pulumi makes outside clusters and protects: what people look for when they look for their data. */
function outputs({ resources }: PulumiProgram): Record<string, unknown> {
  const kept = resources.filter(({ type, protect }) => protect && !type.startsWith('kubernetes:'));
  if (kept.length === 0) return {};
  return { outputs: Object.fromEntries(kept.map(({ name }) => [name, reference(`${name}.id`)])) };
}

/** The resources in each component and in all below it, by its name. */
function membersOf({ components, resources }: PulumiProgram): ReadonlyMap<string, readonly string[]> {
  const around = new Map<string, ComponentEntry>(components.map((component) => [component.name, component]));
  const members = new Map<string, string[]>();
  for (const { name, parent } of resources) {
    for (let component = around.get(parent); component !== undefined; component = above(component, around)) {
      const list = members.get(component.name);
      if (list === undefined) members.set(component.name, [name]);
      else list.push(name);
    }
  }
  return members;
}

function above({ parent }: ComponentEntry, around: ReadonlyMap<string, ComponentEntry>): ComponentEntry | undefined {
  return parent === undefined ? undefined : around.get(parent);
}
