import * as z from 'zod';
import { closest } from '../../model/closest.ts';
import { type Problem, problem } from '../../model/problem.ts';
import { show } from '../../model/props.ts';
import type { DeliveredObject } from './delivery.ts';
import type { Draft } from './draft.ts';
import { type Access, accessesIn, Interpolation, mapTexts, parseText } from './expression.ts';
import { isProtected } from './kubernetes-entry.ts';
import { componentName, resourceName } from './names.ts';
import { PROVIDER_VERSIONS, packageOf } from './versions.ts';

/** What a resource that Pulumi makes says of itself. */
const resourceSpec = z.strictObject({
  type: z.string().regex(/^[a-z][a-z0-9-]*:[\w/.-]*:[A-Za-z0-9]+$/, 'must be a type token'),
  properties: z.record(z.string(), z.unknown()),
  secretOutputs: z.array(z.string()).default([]),
  ignoreChanges: z.array(z.string()).default([]),
});

/** Where the values come from that a resource takes. */
export interface ValueScope {
  /** Names of the resources that are there. */
  readonly names: ReadonlySet<string>;
  /** Where a value of a cluster comes from, such as `vpcId`. */
  clusterValue(object: DeliveredObject, name: string): Access;
  /** Name of the provider of a package for what is made for a cluster; undefined for the package's default. */
  providerOf(object: DeliveredObject, packageName: string): string | undefined;
}

/** A resource that Pulumi makes by a provider of a cloud, or what is wrong with it. */
export function pulumiDraft(
  object: DeliveredObject,
  scope: ValueScope,
): { readonly draft?: Draft; readonly problems: readonly Problem[] } {
  const { cluster, application, variant, resolved } = object;
  const { manifest, path, stateful } = resolved;
  const refuse = (prop: string, found: string) =>
    problem('RB651', { path, prop: `Resource "${manifest.metadata.name}" ${prop}`, found });
  const parsed = resourceSpec.safeParse(manifest.spec, { reportInput: true });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path: place, message, input }) => {
      const got = place.length === 0 ? '' : `, got ${show(input)}`;
      return refuse(['spec', ...place].join('.'), `${message}${got}`);
    });
    return { problems };
  }
  const { type, properties, secretOutputs, ignoreChanges } = parsed.data;
  const values = new Values(object, scope);
  const inputs = values.inputs(properties);
  if (values.problems.length > 0) return { problems: values.problems };
  const name = resourceName(cluster.name, manifest);
  const provider = scope.providerOf(object, packageOf(type));
  const draft: Draft = {
    entry: {
      name,
      type,
      version: provider === undefined ? PROVIDER_VERSIONS[packageOf(type)] : undefined,
      parent: componentName(cluster.name, path),
      provider,
      remote: false,
      inputs,
      secretInputs: type === 'kubernetes:core/v1:Secret' ? SECRET_MEMBERS.filter((one) => one in inputs) : [],
      secretOutputs: type === 'kubernetes:core/v1:Secret' ? SECRET_MEMBERS : secretOutputs,
      protect: isProtected(stateful, variant),
      retainOnDelete: false,
      ignoreChanges,
    },
    cluster,
    application,
    variant,
    path,
    part: application.part,
    object: resolved,
    takes: [...new Set(accessesIn(inputs).flatMap((access) => (access.from === 'resource' ? [access.name] : [])))],
  };
  return { draft, problems: [] };
}

const SECRET_MEMBERS: readonly string[] = ['data', 'stringData'];

/** The values in the properties of one resource, brought to names that hold in the whole program. */
class Values {
  readonly problems: Problem[] = [];
  readonly #object: DeliveredObject;
  readonly #scope: ValueScope;

  constructor(object: DeliveredObject, scope: ValueScope) {
    this.#object = object;
    this.#scope = scope;
  }

  inputs(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, this.#value(value)]));
  }

  #value(value: unknown): unknown {
    return mapTexts(value, (text) => {
      const parsed = parseText(text);
      if (parsed === undefined) this.#refuse(`no value of a resource, got ${show(text)}`, 'write "$$" for a "$"');
      return parsed instanceof Interpolation ? parsed.map((access) => this.#access(access)) : parsed;
    });
  }

  #access(access: Access): Access {
    const { cluster, resolved } = this.#object;
    const { namespace } = resolved.manifest.metadata;
    const [first] = access.path;
    if (access.name === 'cluster' && typeof first === 'string') {
      const value = this.#scope.clusterValue(this.#object, first);
      return { ...value, path: [...value.path, ...access.path.slice(1)] };
    }
    const prefix = namespace === undefined ? `${cluster.name}/` : `${cluster.name}/${namespace}/`;
    const name = `${prefix}${access.name}`;
    if (access.path.length === 0) this.#refuse(`a resource without one of its values, got ${show(access.name)}`);
    else if (!this.#scope.names.has(name)) {
      const known = [...this.#scope.names]
        .filter((one) => one.startsWith(prefix))
        .map((one) => one.slice(prefix.length));
      const near = closest(access.name, known);
      const hint = near === undefined ? undefined : `did you mean "${near}"?`;
      this.#refuse(`the namespace has no resource ${show(access.name)} of Pulumi on "${cluster.name}"`, hint);
    }
    return { ...access, name };
  }

  #refuse(found: string, hint?: string): void {
    const { manifest, path } = this.#object.resolved;
    this.problems.push(problem('RB652', { path, prop: `Resource "${manifest.metadata.name}"`, found, hint }));
  }
}
