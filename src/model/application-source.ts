import { propsIn } from './by-environment.ts';
import type { ApplicationSource } from './declarations.ts';

/** The source of an application as it is in an environment. */
export function sourceIn(
  application: { readonly source: ApplicationSource | undefined },
  environment: string,
): ApplicationSource | undefined {
  if (application.source === undefined) return undefined;
  // The parse boundary: a value by environment has the type of the member that it stands for.
  return propsIn(application.source, environment) as ApplicationSource | undefined;
}

/** Whether a source is the output of another program of Roadbed. */
export function isProgram(source: ApplicationSource | undefined): boolean {
  return source !== undefined && 'git' in source && source.git.program === true;
}
