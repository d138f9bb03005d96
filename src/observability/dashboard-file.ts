import { readFileSync } from 'node:fs';
import { Misuse } from '../model/misuse.ts';

/**
 * Reads a dashboard that Grafana exported, for the prop `own` of `Dashboards`. The path is taken from where the command runs.
 *
 * @throws Error if there is no such file
 */
export function dashboardFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Misuse(`the dashboard ${JSON.stringify(path)} cannot be read: ${why}`);
  }
}
