import { imageVersion } from './image-version.ts';

/** What the objects of a workload have in common. */
export interface Workload {
  readonly name: string;
  /** Labels of every object. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels of what runs the image, its version among them: a new image changes no other object. */
  readonly running: Readonly<Record<string, string>>;
  /** Labels by which its pods are selected; they are few, as a selector can never change. */
  readonly pods: Readonly<Record<string, string>>;
}

/** What kind of part a workload is, as `app.kubernetes.io/component` says it. */
export type Component = 'web-service' | 'worker' | 'cron-task' | 'workload';

/** The workload of a golden path: Kubernetes' recommended labels are put together here. */
export function workloadOf(
  name: string,
  own: Readonly<Record<string, string>>,
  component: Component,
  image: string,
): Workload {
  const version = imageVersion(image);
  const labels = { ...own, 'app.kubernetes.io/component': component };
  return {
    name,
    pods: own,
    labels,
    running: version === undefined ? labels : { ...labels, 'app.kubernetes.io/version': version },
  };
}
