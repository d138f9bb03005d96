import * as z from 'zod';
import { placeText } from '../../model/place-text.ts';
import { type Problem, problem } from '../../model/problem.ts';
import { show } from '../../model/props.ts';
import type { DeliveredObject } from './delivery.ts';
import type { Draft } from './draft.ts';
import { accessesIn } from './expression.ts';
import { isProtected } from './kubernetes-entry.ts';
import { componentName, resourceName } from './names.ts';
import { type ValueScope, Values } from './values.ts';
import { PROVIDER_VERSIONS, packageOf } from './versions.ts';

/** What a resource that Pulumi makes says of itself. */
const resourceSpec = z.strictObject({
  type: z.string().regex(/^[a-z][a-z0-9-]*:[\w/.-]*:[A-Za-z0-9]+$/, 'must be a type token'),
  properties: z.record(z.string(), z.unknown()),
  dependsOn: z.array(z.string()).default([]),
  secretOutputs: z.array(z.string()).default([]),
  ignoreChanges: z.array(z.string()).default([]),
  clusterValues: z.record(z.string(), z.unknown()).default({}),
});

/** Where a resource comes from and what it takes. */
export interface ResourceScope extends ValueScope {
  /** Key of the provider of a package for what is made for a cluster; undefined for the package's default. */
  providerOf(object: DeliveredObject, packageName: string): string | undefined;
}

/** A resource that Pulumi makes by a provider of a cloud, or what is wrong with it. */
export function pulumiDraft(
  object: DeliveredObject,
  scope: ResourceScope,
): { readonly draft?: Draft; readonly problems: readonly Problem[] } {
  const { cluster, application, variant, resolved } = object;
  const { manifest, path, stateful } = resolved;
  const refuse = (prop: string, found: string) =>
    problem('RB651', { path, prop: `Resource "${manifest.metadata.name}" ${prop}`, found });
  if (variant.hubNamespace !== undefined) {
    const found = `"${manifest.metadata.name}" would be made by the control plane of the hub`;
    return { problems: [problem('RB658', { path, found })] };
  }
  const parsed = resourceSpec.safeParse(manifest.spec, { reportInput: true });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path: place, message, input }) => {
      const got = place.length === 0 ? '' : `, got ${show(input)}`;
      return refuse(placeText(['spec', ...place]), `${message}${got}`);
    });
    return { problems };
  }
  const { type, properties, dependsOn, secretOutputs, ignoreChanges } = parsed.data;
  const values = new Values(object, scope);
  const inputs = values.inputs(properties);
  const first = dependsOn.map((other) => values.resource(other));
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
    takes: [...new Set([...first, ...namesIn(inputs)])],
  };
  return { draft, problems: [] };
}

function namesIn(inputs: object): readonly string[] {
  return accessesIn(inputs).flatMap((access) => (access.from === 'resource' ? [access.name] : []));
}

const SECRET_MEMBERS: readonly string[] = ['data', 'stringData'];
