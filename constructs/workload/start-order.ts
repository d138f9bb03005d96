/** How a container starts. */
export interface StartOrder {
  /** Containers that go first, in their order; those that run on are sidecars. */
  readonly first: readonly { readonly name: string; readonly isSidecar: boolean }[];
  /** Containers that run beside each other after those. */
  readonly beside: readonly string[];
}

/** What a container waits for. */
type Waits = Readonly<Record<string, { readonly after: Readonly<Record<string, 'started' | 'healthy' | 'complete'>> }>>;

/** The order in which containers start, or what is wrong with it, in words. */
export function startOrder(containers: Waits): StartOrder | string {
  const states = new Map<string, Set<string>>();
  for (const [name, { after }] of Object.entries(containers)) {
    for (const [other, state] of Object.entries(after)) {
      if (!Object.hasOwn(containers, other)) return `${name} starts after "${other}", which is no container of it`;
      states.set(other, (states.get(other) ?? new Set()).add(state));
    }
  }
  for (const [name, wanted] of states) {
    if (wanted.has('complete') && wanted.size > 1) return `"${name}" is to be complete for one and run on for another`;
  }
  const first: string[] = [];
  const open = new Set(states.keys());
  while (open.size > 0) {
    const next = [...open].filter((name) =>
      Object.keys(containers[name]?.after ?? {}).every((other) => first.includes(other)),
    );
    if (next.length === 0) return `${[...open].sort().join(', ')} start after each other`;
    for (const name of next.sort()) {
      open.delete(name);
      first.push(name);
    }
  }
  return {
    first: first.map((name) => ({ name, isSidecar: states.get(name)?.has('complete') !== true })),
    beside: Object.keys(containers).filter((name) => !states.has(name)),
  };
}
