import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder that engines are kept in, outside the tree: `$XDG_CACHE_HOME/roadbed/engines`. */
export function engineCache(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'roadbed', 'engines');
}
