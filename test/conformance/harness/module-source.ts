import { succeed } from './command.ts';
import { moduleFolder } from './engine-list.ts';

/** The folder of the sources of a Go module that engines are built of; Go has fetched it to build them. */
export function moduleSource(module: string): string {
  const env = { ...process.env, GOFLAGS: '-mod=readonly', GOWORK: 'off' };
  return succeed('go', ['list', '-m', '-f', '{{.Dir}}', module], { cwd: moduleFolder({}), env }).trim();
}
