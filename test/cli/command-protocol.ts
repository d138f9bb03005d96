import { readSync, writeSync } from 'node:fs';

/** A command that a process is to run as if it were a process of its own. */
export interface CommandRequest {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What stands in standard input, as base64. */
  readonly input: string;
}

/** What a run of a command came to. */
export interface CommandRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Sends a message through a pipe: its length, then its JSON. */
export function sendMessage(pipe: number, message: CommandRequest | CommandRun): void {
  const body = Buffer.from(JSON.stringify(message));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  for (const part of [head, body]) {
    for (let sent = 0; sent < part.length; ) sent += writeSync(pipe, part, sent);
  }
}

/** Waits for a message; undefined where the other side has ended. */
export function receiveMessage(pipe: number): unknown {
  const head = receive(pipe, 4);
  const body = head === undefined ? undefined : receive(pipe, head.readUInt32LE());
  return body === undefined ? undefined : JSON.parse(body.toString());
}

function receive(pipe: number, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length);
  for (let got = 0; got < length; ) {
    const more = readSync(pipe, bytes, got, length - got, null);
    if (more === 0) return undefined;
    got += more;
  }
  return bytes;
}
