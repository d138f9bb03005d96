import { Size } from 'cdk8s';
import * as z from 'zod';
import { kibibytes, port, quantity, size, text } from '../../src/model/fields.ts';
import { container, containerProps } from './container.ts';
import { containerPath, fileMounts } from './files.ts';

const mount = z.strictObject({
  claim: text(z.string(), 'name').describe('Name of the PersistentVolumeClaim, in the namespace of the application.'),
  path: z
    .string()
    .min(1)
    .max(1024)
    .regex(/^\.{0,2}[^/.][^/]*(\/\.{0,2}[^/.][^/]*)*\/?$/, {
      error: 'must be a folder within the volume, such as data/api',
    })
    .optional()
    .describe('Folder within the volume. Default: all of it.'),
  readOnly: z.boolean().default(false).describe('Whether it is mounted for reading alone.'),
});

const http = z.strictObject({
  path: z
    .string()
    .regex(/^\/[^\s]*$/, { error: 'must be an absolute path, such as /healthz' })
    .describe('Path of the request.'),
  port: port().describe('Port of the container, 1 to 65535.'),
  scheme: z.enum(['HTTP', 'HTTPS']).optional().describe('How to ask. Default: HTTP.'),
  host: z.string().min(1).optional().describe('Host header. Default: the address of the pod.'),
  headers: z
    .array(
      z.strictObject({
        name: z
          .string()
          .regex(/^[A-Za-z0-9_-]+$/, { error: 'must be the name of a header' })
          .describe('Name of the header.'),
        value: z.string().describe('What it says.'),
      }),
    )
    .max(50)
    .default([])
    .describe('Headers of the request, in their order; one name may stand several times.'),
});

const probe = z
  .strictObject({
    http: http.optional().describe('An HTTP request.'),
    command: z.array(z.string()).min(1).optional().describe('A program in the container that ends with status 0.'),
  })
  .check(({ value, issues }) => {
    if ((value.http === undefined) !== (value.command === undefined)) return;
    issues.push({ code: 'custom', path: ['http'], input: value.http, message: 'must be given, or command' });
  });

const amount = {
  cpuMillicores: z.int().min(1).max(64_000).optional().describe('CPU in thousandths of a core.'),
  memory: size({ min: Size.kibibytes(1), max: Size.gibibytes(512) })
    .optional()
    .describe('Memory of each pod.'),
};

/** One container of several in a pod. */
export const groupContainer = z
  .strictObject({
    image: containerProps.image,
    command: containerProps.command,
    args: containerProps.args,
    env: containerProps.env,
    files: containerProps.files,
    volumes: z.record(containerPath, mount).default({}).describe('Volumes by the paths where they are mounted.'),
    after: z
      .record(z.string(), z.enum(['started', 'healthy', 'complete']))
      .default({})
      .describe('Other containers that go first, and what they must have come to: `started`, `healthy` or `complete`.'),
    requests: z
      .strictObject(amount)
      .default({})
      .describe('What is set aside. Default: 100 thousandths of a core, and the memory of the limit.'),
    limits: z
      .strictObject(amount)
      .default({})
      .describe('Most that it may take. Default: no CPU limit, and the memory that is set aside, else 256 MiB.'),
    readinessProbe: probe.optional().describe('Whether it takes requests. Default: it is not asked.'),
    livenessProbe: probe.optional().describe('Whether it must be started anew. Default: it is not asked.'),
  })
  .check(withinLimits);

/** Kubernetes takes no container that has more set aside than it may take. */
function withinLimits({ value: { requests, limits }, issues }: z.core.ParsePayload<Amounts>): void {
  const refuse = (amount: string, most: string) =>
    issues.push({
      code: 'custom',
      path: ['requests', amount],
      input: undefined,
      message: `must be at most the limit, ${most}`,
    });
  if (
    requests.cpuMillicores !== undefined &&
    limits.cpuMillicores !== undefined &&
    requests.cpuMillicores > limits.cpuMillicores
  )
    refuse('cpuMillicores', `${limits.cpuMillicores}`);
  if (
    requests.memory !== undefined &&
    limits.memory !== undefined &&
    kibibytes(requests.memory) > kibibytes(limits.memory)
  )
    refuse('memory', quantity(limits.memory));
}

interface Amounts {
  readonly requests: Amount;
  readonly limits: Amount;
}

interface Amount {
  readonly cpuMillicores?: number | undefined;
  readonly memory?: Size | undefined;
}

/** One container of several, checked and with its defaults. */
export type GroupContainer = z.output<typeof groupContainer>;

/** How one container of several stands in its pod. */
export interface GroupPlace {
  readonly runAsUser: number;
  readonly ports: readonly object[];
  /** Whether it runs on beside the others, though it starts before them. */
  readonly isSidecar: boolean;
}

/** A container with its files and volumes. */
export function groupedContainer(name: string, props: GroupContainer, place: GroupPlace): object {
  const { requests, limits } = props;
  const memory = limits.memory ?? requests.memory ?? Size.mebibytes(256);
  const probes = { readinessProbe: probeOf(props.readinessProbe), livenessProbe: probeOf(props.livenessProbe) };
  const startupProbe = place.isSidecar ? probes.readinessProbe : undefined;
  const plain = { ...props, cpuMillicores: 100, memory, writablePaths: [], runAsUser: place.runAsUser };
  const limitCpu = limits.cpuMillicores;
  return {
    ...container(name, plain, { probes: { startupProbe, ...probes } }),
    restartPolicy: place.isSidecar ? 'Always' : undefined,
    ports: place.ports.length === 0 ? undefined : place.ports,
    resources: {
      requests: {
        cpu: `${requests.cpuMillicores ?? Math.min(100, limitCpu ?? 100)}m`,
        memory: quantity(requests.memory ?? memory),
      },
      limits: { ...(limitCpu === undefined ? {} : { cpu: `${limitCpu}m` }), memory: quantity(memory) },
    },
    volumeMounts: [
      ...(hasTmp(props) ? [{ name: tmpOf(name), mountPath: TMP }] : []),
      ...fileMounts(name, props.files),
      ...Object.entries(props.volumes).map(([mountPath, volume]) => ({
        name: volumeName(name, mountPath, props),
        mountPath,
        subPath: volume.path,
        readOnly: volume.readOnly ? true : undefined,
      })),
    ],
  };
}

/** The volumes that a container brings besides the files: one to write to, and its claims. */
export function volumesOf(name: string, props: GroupContainer): readonly object[] {
  return [
    ...(hasTmp(props) ? [{ name: tmpOf(name), emptyDir: { sizeLimit: '1Gi' } }] : []),
    ...Object.entries(props.volumes).map(([path, { claim, readOnly }]) => ({
      name: volumeName(name, path, props),
      persistentVolumeClaim: { claimName: claim, readOnly: readOnly ? true : undefined },
    })),
  ];
}

const TMP = '/tmp';

/** Whether a folder to write to is made, and not a volume of the user's own. */
function hasTmp({ volumes }: GroupContainer): boolean {
  return !Object.hasOwn(volumes, TMP);
}

function tmpOf(container: string): string {
  return `tmp-${container}`;
}

function volumeName(container: string, path: string, { volumes }: GroupContainer): string {
  return `volume-${container}-${Object.keys(volumes).indexOf(path)}`;
}

function probeOf(props: GroupContainer['readinessProbe']): object | undefined {
  if (props?.http === undefined) return props?.command === undefined ? undefined : { exec: { command: props.command } };
  const { path, port, scheme, host, headers } = props.http;
  return { httpGet: { path, port, scheme, host, httpHeaders: headers.length === 0 ? undefined : headers } };
}
