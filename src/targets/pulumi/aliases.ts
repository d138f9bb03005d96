import { formerPaths, type Move } from '../../model/moves.ts';
import { componentName } from './names.ts';
import type { FormerUrn } from './program.ts';
import { CLUSTER_TYPE, constructType, PLATFORM_TYPE, pathsTo } from './types-around.ts';

/**
 * Finds what a stack knew something by before its construct moved. A component bears the path, so its name changes. A resource keeps its
 * name, as its object does, and changes only where there are more or fewer components around it: their types stand in its URN.
 */
export class Aliases {
  readonly #moves: readonly Move[];
  readonly #applications: ReadonlySet<string>;

  /** @param applications paths of the applications */
  constructor(moves: readonly Move[], applications: ReadonlySet<string>) {
    this.#moves = moves;
    this.#applications = applications;
  }

  component(cluster: string, path: string): readonly FormerUrn[] {
    return formerPaths(path, this.#moves).map((former) => ({
      types: this.#types(former),
      name: componentName(cluster, former),
    }));
  }

  /** @param type token of the resource */
  resource(path: string, type: string, name: string): readonly FormerUrn[] {
    const now = this.#types(path).join();
    const others = new Map<string, readonly string[]>();
    for (const former of formerPaths(path, this.#moves)) {
      const types = this.#types(former);
      if (types.join() !== now) others.set(types.join(), types);
    }
    return [...others.values()].map((types) => ({ types: [...types, type], name }));
  }

  /** The types of all components down to that of a construct. */
  #types(path: string): readonly string[] {
    return [PLATFORM_TYPE, CLUSTER_TYPE, ...pathsTo(path).map((one) => constructType(one, this.#applications))];
  }
}
