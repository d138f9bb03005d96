import { toJsonSchema } from '../model/json-schema.ts';
import { show } from '../model/props.ts';
import type { Recipe } from '../model/recipe.ts';
import { outputOf, type ResourceType } from '../model/resource-type.ts';

/** A type, and who is of it. */
interface Known {
  readonly resource: ResourceType;
  readonly by: string;
}

/** The resource types of a platform by their names: two of one name and of other inputs or outputs are a mistake, which hides until a value is missing. */
export class TypeNames {
  readonly #known = new Map<string, Known>();
  /** Types that were held against the one of their name, and whether they are the same. */
  readonly #same = new WeakMap<ResourceType, boolean>();

  /** Takes note of the types of provisioners; what is found of those who are of two. */
  recipes(recipes: readonly Recipe[]): readonly string[] {
    const sorted = recipes.toSorted((a, b) => (a.provisioner.name < b.provisioner.name ? -1 : 1));
    return sorted.flatMap(({ provisioner: { name, resource } }) => {
      const rival = resource === undefined ? undefined : this.rival(resource, `the provisioner ${show(name)}`);
      return rival === undefined ? [] : [`${show(name)} is of a type ${show(resource?.name)}, and ${rival}`];
    });
  }

  /** Who is of another type of the same name, as words; nobody where who asks is the first, or all are of one. */
  rival(resource: ResourceType, by: string): string | undefined {
    const known = this.#known.get(resource.name);
    if (known === undefined) {
      this.#known.set(resource.name, { resource, by });
      return undefined;
    }
    if (known.resource === resource) return undefined;
    const same = this.#same.get(resource) ?? shapeOf(resource) === shapeOf(known.resource);
    this.#same.set(resource, same);
    return same ? undefined : `${known.by} of another that bears this name`;
  }
}

/** All that a type says: two copies of one package describe the same. */
function shapeOf(resource: ResourceType): string {
  const names = Object.keys(resource.outputs).sort();
  return JSON.stringify([toJsonSchema(resource.inputs), names.map((name) => [name, outputOf(resource, name)])]);
}
