import type { EnvironmentLock, NeedLock } from '../../model/lock-document.ts';

/** What a lock says of one environment, found by the path of a construct. */
export class EnvironmentIndex {
  readonly #needs = new Map<string, readonly NeedLock[]>();
  readonly #objects = new Map<string, readonly string[]>();
  /** Golden paths with needs, by the path of their application. */
  readonly #members = new Map<string, readonly string[]>();
  readonly #homes = new Map<string, string>();

  constructor(lock: EnvironmentLock | undefined) {
    for (const [home, { needs = {}, data = {} }] of Object.entries(lock?.applications ?? {})) {
      this.#members.set(home, Object.keys(needs));
      for (const [path, list] of Object.entries(needs)) {
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
