import type { Construct } from 'constructs';
import { allComponents } from '../stacks/components.ts';
import { type ComponentChoices, ComponentSet, type ComponentSetProps } from './platform/component-set.ts';

/**
 * Roadbed's own components on a platform, each with its options, or `false` where it is not wanted. Those of `furtherComponents` are there
 * only where they are given options.
 *
 * @example
 * new Components(platform, 'components', { edges: ['edge'], certManager: { replicas: 3 }, skupper: false });
 */
export class Components extends ComponentSet<typeof allComponents> {
  constructor(scope: Construct, id: string, props: ComponentsProps = {}) {
    super(scope, id, allComponents, props);
  }
}

/** Props of {@link Components}. */
export type ComponentsProps = ComponentSetProps & ComponentChoices<typeof allComponents>;
