import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { ApplicationDeclaration } from './declarations.ts';
import type { PlatformDeclaration } from './platform-declaration.ts';

/** Key under which an application gives its context, and by which it is known. */
export const APPLICATION: unique symbol = Symbol.for('roadbed.Application');

/** Key by which a platform is known. */
export const PLATFORM: unique symbol = Symbol.for('roadbed.Platform');

/** What a golden path knows of the application that it stands in. */
export type ApplicationContext = Pick<ApplicationDeclaration, 'path' | 'name' | 'namespace' | 'owner'>;

/** A construct that is an application. */
export interface ApplicationScope {
  [APPLICATION](): ApplicationDeclaration;
}

/** A construct that is the root of a platform. */
export interface PlatformScope {
  [PLATFORM](): PlatformDeclaration;
}

/** Whether the construct is an application, of this copy of the package or another. */
export function isApplication<T extends IConstruct>(construct: T): construct is T & ApplicationScope {
  return APPLICATION in construct;
}

/** Whether the construct is the root of a platform. */
export function isPlatform<T extends IConstruct>(construct: T): construct is T & PlatformScope {
  return PLATFORM in construct;
}

/** The application that a construct stands in, whatever charts are between them; in a plain cdk8s program the nearest chart plays its part. */
export function applicationOf(construct: IConstruct): ApplicationContext {
  const scopes = construct.node.scopes;
  const application = scopes.findLast(isApplication);
  if (application !== undefined) return application[APPLICATION]();
  const chart = scopes.findLast((scope) => Chart.isChart(scope));
  if (chart === undefined) return { path: '', name: '', namespace: 'default', owner: 'platform' };
  const { path, id } = chart.node;
  return { path, name: id, namespace: Chart.of(chart).namespace ?? 'default', owner: 'platform' };
}
