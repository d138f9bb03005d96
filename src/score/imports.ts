import { compareText } from '../model/problem.ts';

const OWN = 'roadbed';

/** What a printed program imports, and by which names it goes there. */
export class Imports {
  readonly #locals = new Map<string, { readonly module: string; readonly name: string; readonly local: string }>();
  readonly #taken = new Set<string>();

  /** The name by which an export of a module goes: its own, or with a number after it where another module has one of that name. */
  local(name: string, module: string = OWN): string {
    const key = `${module}\0${name}`;
    const known = this.#locals.get(key);
    if (known !== undefined) return known.local;
    let local = name;
    for (let number = 2; this.#taken.has(local); number++) local = `${name}${number}`;
    this.#taken.add(local);
    this.#locals.set(key, { module, name, local });
    return local;
  }

  /** The lines of it: packages first. */
  lines(): readonly string[] {
    const modules = new Map<string, string[]>();
    for (const { module, name, local } of this.#locals.values()) {
      const list = modules.get(module) ?? [];
      list.push(name === local ? typed(module, name) : `${name} as ${local}`);
      modules.set(module, list);
    }
    const rank = (module: string) => (module.startsWith('.') ? `1${module}` : `0${module}`);
    return [...modules]
      .sort(([a], [b]) => compareText(rank(a), rank(b)))
      .map(([module, list]) => `import { ${list.sort(byName).join(', ')} } from '${module}';`);
  }
}

/** Roadbed's own names that a program takes as types alone. */
function typed(module: string, name: string): string {
  return module === OWN && name === 'Platform' ? `type ${name}` : name;
}

function byName(a: string, b: string): number {
  const bare = (name: string) => name.replace(/^type /, '').toLowerCase();
  return compareText(bare(a), bare(b));
}
