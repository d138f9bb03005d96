import { type ContainerParts, type ContainerProps, container, writable } from './container.ts';
import { PodFiles } from './files.ts';
import { restrictedPod } from './restricted.ts';
import type { Workload } from './workload.ts';

/** What differs between the pods of a web service, a worker and a task. */
export interface PodParts extends ContainerParts {
  readonly terminationGraceSeconds?: number | undefined;
  readonly restartPolicy?: 'Never' | undefined;
  /** Whether its pods keep away from each other, over zones and nodes. */
  readonly spread: boolean;
}

/** The pod template of a single container. */
export function podTemplate(workload: Workload, props: ContainerProps, parts: PodParts): object {
  return podOf(workload, props.runAsUser, parts, {
    containers: [container(workload.name, props, parts)],
    volumes: writable(props).map(({ name }) => ({ name, emptyDir: { sizeLimit: '1Gi' } })),
    files: podFiles(workload, props),
  });
}

/** The files of a pod with a single container. */
export function podFiles(workload: Workload, { files }: Pick<ContainerProps, 'files'>): PodFiles {
  return new PodFiles(workload, { [workload.name]: files });
}

/** What runs in a pod. */
export interface PodContents {
  /** Containers that run before the others, one after the other. @default - none */
  readonly initContainers?: readonly object[] | undefined;
  readonly containers: readonly object[];
  readonly volumes: readonly object[];
  readonly files: PodFiles;
  /** Annotations of the pods, besides those that files ask for. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * The pod template: Pod Security `restricted`, no token of the API server, and no variables that Kubernetes would add for
 * every Service of the namespace.
 */
export function podOf(
  workload: Workload,
  user: number,
  parts: Omit<PodParts, keyof ContainerParts>,
  { initContainers, containers, volumes, files, annotations }: PodContents,
): object {
  const told = { ...annotations, ...files.annotations() };
  return {
    metadata: { labels: workload.running, annotations: Object.keys(told).length === 0 ? undefined : told },
    spec: {
      serviceAccountName: workload.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      restartPolicy: parts.restartPolicy,
      terminationGracePeriodSeconds: parts.terminationGraceSeconds,
      securityContext: restrictedPod(user),
      topologySpreadConstraints: parts.spread ? spread(workload) : undefined,
      initContainers,
      containers,
      volumes: [...volumes, ...files.volume()],
    },
  };
}

/** Pods go to as many zones and nodes as there are, but a full zone holds none of them back. */
function spread({ pods }: Workload): readonly object[] {
  return ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: pods },
    // Each revision spreads by itself: the pods that a rolling update is about to end do not count.
    matchLabelKeys: ['pod-template-hash'],
  }));
}
