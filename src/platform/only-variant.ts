import type { IConstruct } from 'constructs';
import { formatProblem } from '../model/problem.ts';
import { StoreChecker } from '../schema/checker.ts';
import { SchemaStore } from '../schema/store.ts';
import { resolve } from './resolve.ts';

/** The objects of the only variant of an application. */
export function onlyVariant(root: IConstruct, name: string): unknown[] {
  const { graph, problems } = resolve(root, { schemas: new StoreChecker(new SchemaStore()) });
  if (graph === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  const variants = graph.applications.find((application) => application.name === name)?.variants ?? [];
  const [only] = variants;
  if (only === undefined || variants.length > 1) {
    const names = variants.map((variant) => variant.name).join(', ');
    throw new Error(`${name} has ${variants.length} variants (${names}); resolve the platform to see each of them`);
  }
  return only.objects.map(({ manifest }) => manifest);
}
