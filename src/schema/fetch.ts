import { type Problem, problem } from '../model/problem.ts';
import { faultText, isObject } from './json.ts';

/** Largest document that is downloaded, in bytes. */
const sizeLimit = 64 * 2 ** 20;

/** How long a download may take, redirects included. */
const timeoutMilliseconds = 30_000;

/** Redirects that are followed. */
const redirectLimit = 5;

/** A downloaded text, or the problem that stood in the way. */
export type Download = { readonly text: string } | { readonly problem: Problem };

/** Whether a source is a URL rather than a path. */
export function isUrl(source: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(source);
}

/** Downloads a text by https; plain http is for servers on this machine only. */
export async function download(url: string): Promise<Download> {
  const path = publicUrl(url);
  try {
    return { text: await fetchText(url, AbortSignal.timeout(timeoutMilliseconds)) };
  } catch (error) {
    if (!(error instanceof DownloadFault)) return { problem: problem('RB614', { path, found: describe(error) }) };
    return { problem: problem('RB614', { path, found: error.message, hint: error.hint }) };
  }
}

/** A URL without what may be secret: user, password, query. */
export function publicUrl(url: string): string {
  if (!URL.canParse(url)) return url.slice(0, 200);
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** Something that the user can mend, on its way out of a download. */
class DownloadFault extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

async function fetchText(start: string, signal: AbortSignal): Promise<string> {
  let url = start;
  for (let hop = 0; hop <= redirectLimit; hop++) {
    // Only who asked for this machine is sent to it: a server elsewhere must not reach what listens here.
    refuseUnsafe(url, isLoopback(start));
    const response = await fetch(url, { signal, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      url = new URL(location, url).href;
    } else if (response.ok) {
      return readLimited(response);
    } else {
      await response.body?.cancel();
      throw new DownloadFault(`the server answers "${response.status}"`, 'check the URL');
    }
  }
  throw new DownloadFault(`the server redirects more than ${redirectLimit} times`, 'give the final URL');
}

function refuseUnsafe(url: string, mayBePlain: boolean): void {
  if (!URL.canParse(url)) {
    throw new DownloadFault(`${JSON.stringify(url.slice(0, 200))} is not a URL`, 'give an https URL');
  }
  const { protocol } = new URL(url);
  if (protocol === 'https:' || (protocol === 'http:' && mayBePlain && isLoopback(url))) return;
  throw new DownloadFault(`uses "${protocol.slice(0, -1)}", which anybody on the way can change`, 'give an https URL');
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > sizeLimit) throw new DownloadFault(`has more than ${sizeLimit} bytes`, 'give a smaller document');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function describe(error: unknown): string {
  if (!isObject(error)) return `cannot be downloaded: ${faultText(error)}`;
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMilliseconds / 1000} seconds`;
  return `cannot be downloaded: ${faultText(error.cause ?? error)}`;
}
