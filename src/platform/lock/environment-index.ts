import type { EnvironmentLock, NeedLock } from '../../model/lock-document.ts';

/** A need that a lock knows, with who has it and where its resource is made. */
export interface MadeNeed {
  readonly path: string;
  readonly need: NeedLock;
  readonly clusters: readonly string[];
}

/** What a lock says of one environment, found by the path of a construct. */
export class EnvironmentIndex {
  readonly #needs = new Map<string, readonly NeedLock[]>();
  readonly #objects = new Map<string, readonly string[]>();
  /** Golden paths with needs, by the path of their application. */
  readonly #members = new Map<string, readonly string[]>();
  readonly #homes = new Map<string, string>();
  /** Needs by what names their resource. */
  readonly #named = new Map<string, MadeNeed>();

  constructor(lock: EnvironmentLock | undefined) {
    for (const [home, { needs = {}, data = {}, clusters: around = lock?.clusters ?? [] }] of Object.entries(
      lock?.applications ?? {},
    )) {
      this.#members.set(home, Object.keys(needs));
      for (const [path, list] of Object.entries(needs)) {
        for (const need of list) this.#named.set(nameOf(path, need), { path, need, clusters: need.clusters ?? around });
        this.#needs.set(path, list);
        this.#homes.set(path, home);
      }
      for (const [path, list] of Object.entries(data)) {
        this.#objects.set(
          path,
          list.map(({ object }) => object),
        );
      }
    }
  }

  /** The first need of a golden path, which names what it is. */
  need(path: string): NeedLock | undefined {
    return this.#needs.get(path)?.[0];
  }

  /** Whoever has the resource of a need, which may be another one where they share it. */
  sharing(path: string, need: NeedLock): MadeNeed | undefined {
    return this.#named.get(nameOf(path, need));
  }

  /** Objects that hold data, which a construct makes. */
  objects(path: string): readonly string[] {
    return this.#objects.get(path) ?? [];
  }

  /** Whether anything is known of a construct. */
  knows(path: string): boolean {
    return this.#needs.has(path) || this.#objects.has(path);
  }

  /** The application of a golden path. */
  home(path: string): string | undefined {
    return this.#homes.get(path);
  }

  /** Golden paths of an application that need a type. */
  needing(type: string, home: string): readonly string[] {
    return (this.#members.get(home) ?? []).filter((path) => this.#needs.get(path)?.some((one) => one.type === type));
  }
}

/** What names the resource of a need: all who name it share it. */
function nameOf(path: string, { type, class: of, id = path }: NeedLock): string {
  return JSON.stringify([type, of, id]);
}
