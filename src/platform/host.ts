import type { App } from 'cdk8s';

/** A command that runs the user's program: it takes over where the program says `synth()`. */
export interface Host {
  /** Takes the platform, a cdk8s `App`, that says so. */
  synth(platform: App): void;
}

const HOST = Symbol.for('roadbed.Host');

/** The command that runs this program, if any. */
export function hostOf(): Host | undefined {
  const host: unknown = Reflect.get(globalThis, HOST);
  return isHost(host) ? host : undefined;
}

/** Runs a program under a host. */
export async function withHost<T>(host: Host, program: () => T | Promise<T>): Promise<T> {
  Reflect.set(globalThis, HOST, host);
  try {
    return await program();
  } finally {
    Reflect.deleteProperty(globalThis, HOST);
  }
}

function isHost(value: unknown): value is Host {
  return typeof value === 'object' && value !== null && 'synth' in value && typeof value.synth === 'function';
}
