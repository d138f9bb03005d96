import type { Construct } from 'constructs';
import { standardComponents } from '../stacks/components.ts';
import { type ComponentChoices, ComponentSet, type ComponentSetProps } from './platform/component-set.ts';

/**
 * Roadbed's own components on a platform, each with its options, or `false` where it is not wanted.
 *
 * @example
 * new Components(platform, 'components', { edges: ['edge'], certManager: { replicas: 3 }, skupper: false });
 */
export class Components extends ComponentSet<typeof standardComponents> {
  constructor(scope: Construct, id: string, props: ComponentsProps = {}) {
    super(scope, id, standardComponents, props);
  }
}

/** Props of {@link Components}. */
export type ComponentsProps = ComponentSetProps & ComponentChoices<typeof standardComponents>;
