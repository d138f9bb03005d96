import { Size } from 'cdk8s';
import * as z from 'zod';
import { envValue, quantity, size, text } from '../../src/model/fields.ts';
import { isSecretRef } from '../../src/model/secret-ref.ts';
import { image } from '../../src/model/text-fields.ts';
import { containerFiles, fileMounts } from './files.ts';
import { restrictedContainer } from './restricted.ts';

const containerSchema = z.strictObject({
  image: image().describe('Container image, with a tag or a digest: in production an image without either is refused.'),
  command: z.array(text()).min(1).max(100).optional().describe("Program to run instead of the image's entrypoint."),
  args: z.array(text()).max(100).optional().describe("Arguments of the program instead of the image's own."),
  env: z
    .record(
      z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,254}$/, { error: 'must be letters, digits and underscores' }),
      envValue(),
    )
    .default({})
    .describe(
      "Environment variables by name: a text, an output of another construct such as `orders.url`, or `fromSecret('name', 'key')`.",
    ),
  files: containerFiles,
  cpuMillicores: z
    .int()
    .min(1)
    .max(64_000)
    .default(100)
    .describe('CPU that is set aside for each pod, in thousandths of a core. There is no limit above it.'),
  memory: size({ min: Size.mebibytes(8), max: Size.gibibytes(512) })
    .default(Size.mebibytes(256))
    .describe('Memory of each pod, set aside and at the same time the limit: a pod that takes more is ended.'),
  writablePaths: z
    .array(z.string().regex(/^(\/[A-Za-z0-9._-]+)+$/, { error: 'must be an absolute path, such as /var/cache' }))
    .max(16)
    .default([])
    .describe(
      'Folders that the program may write to, besides `/tmp`; each holds 1 GiB, and nothing in them outlives the pod.',
    ),
  runAsUser: z
    .int()
    .min(1)
    .max(2_147_483_647)
    .default(1000)
    .describe('Number of the user and the group that the program runs as; never 0, which is root.'),
});

/** Props of whatever runs a container. */
export const containerProps = containerSchema.shape;

/** Props of a container, checked and with their defaults. */
export type ContainerProps = z.output<typeof containerSchema>;

/** What differs between the containers of a web service, a worker and a task. */
export interface ContainerParts {
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[] | undefined;
  readonly probes?: object | undefined;
  readonly lifecycle?: object | undefined;
}

/** The container, as Pod Security `restricted` wants it and with a read-only root. */
export function container(name: string, props: ContainerProps, parts: ContainerParts = {}): object {
  const memory = quantity(props.memory);
  return {
    name,
    image: props.image,
    command: props.command,
    args: props.args,
    env: environment(props.env),
    ports: parts.ports?.map((port) => ({ ...port, protocol: 'TCP' })),
    resources: { requests: { cpu: `${props.cpuMillicores}m`, memory }, limits: { memory } },
    ...parts.probes,
    lifecycle: parts.lifecycle,
    securityContext: restrictedContainer,
    volumeMounts: [
      ...writable(props).map(({ name, mountPath }) => ({ name, mountPath })),
      ...fileMounts(name, props.files),
    ],
  };
}

/** The folders that may be written to, with the name of the volume that each one is. */
export function writable(props: ContainerProps): readonly { readonly name: string; readonly mountPath: string }[] {
  const others = props.writablePaths.filter((path) => path !== '/tmp');
  return [
    { name: 'tmp', mountPath: '/tmp' },
    ...[...new Set(others)].map((mountPath, i) => ({ name: `writable-${i}`, mountPath })),
  ];
}

function environment(env: ContainerProps['env']): readonly object[] | undefined {
  const variables = Object.entries(env);
  if (variables.length === 0) return undefined;
  return variables.map(([name, value]) =>
    isSecretRef(value) ? { name, valueFrom: { secretKeyRef: { name: value.name, key: value.key } } } : { name, value },
  );
}
