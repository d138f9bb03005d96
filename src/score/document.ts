import * as z from 'zod';

const label = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/, { error: 'must be 2 to 63 lower-case letters, digits and hyphens' });
const word = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/, { error: 'must be 2 to 63 letters, digits and hyphens' });
const part = '[A-Za-z0-9][A-Za-z0-9._-]{0,61}[A-Za-z0-9]';
const prefix = '([a-z0-9][a-z0-9-]{0,61}[a-z0-9])(\\.[a-z0-9][a-z0-9-]{0,61}[a-z0-9])*/';
const annotations = z.record(
  z.string().regex(new RegExp(`^(${prefix})?${part}$`), {
    error: 'must be letters and digits, after a DNS name and a slash if need be',
  }),
  z.string(),
);
const port = z.int().min(1).max(65_535);
const amounts = z.strictObject({
  memory: z
    .string()
    .regex(/^(0\.\d+|[1-9]\d*(\.\d+)?)(K|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/, { error: 'must be an amount such as 1.5Gi' })
    .optional(),
  cpu: z
    .string()
    .regex(/^\d+(?:m|\.\d+)?$/, { error: 'must be an amount such as 125m or 2' })
    .optional(),
});

const file = z
  .strictObject({
    mode: z
      .string()
      .regex(/^0?[0-7]{3}$/, { error: 'must be an octal mode, such as 0600' })
      .optional(),
    source: z.string().min(1).optional(),
    content: z.string().optional(),
    binaryContent: z.base64().optional(),
    noExpand: z.boolean().optional(),
  })
  .check(({ value, issues }) => {
    const given = [value.content, value.binaryContent, value.source].filter((one) => one !== undefined);
    if (given.length === 1) return;
    issues.push({
      code: 'custom',
      path: [],
      input: undefined,
      message: 'must have one of content, binaryContent and source',
    });
  });
const volume = z.strictObject({ source: z.string(), path: z.string().optional(), readOnly: z.boolean().optional() });

const header = z.string().regex(/^[A-Za-z0-9_-]+$/, { error: 'must be the name of a header' });
const probe = z
  .strictObject({
    httpGet: z
      .strictObject({
        host: z.string().min(1).optional(),
        scheme: z.enum(['HTTP', 'HTTPS']).optional(),
        path: z.string(),
        port,
        httpHeaders: z.array(z.strictObject({ name: header, value: z.string().min(1) })).optional(),
      })
      .optional(),
    exec: z.strictObject({ command: z.array(z.string()) }).optional(),
  })
  .check(({ value, issues }) => {
    if (value.httpGet !== undefined || value.exec !== undefined) return;
    issues.push({ code: 'custom', path: [], input: undefined, message: 'must have httpGet or exec' });
  });

const target = z.string().startsWith('/', { error: 'must be an absolute path' });
/** What a process can be given: no program sees what stands behind a NUL. */
const line = z.string().regex(/^[^\0]*$/, { error: 'must hold no NUL' });
const container = z.strictObject({
  image: z.string().min(1),
  command: z.array(line).optional(),
  args: z.array(line).optional(),
  variables: z
    .record(z.string().regex(/^[^=]+$/, { error: 'must have at least one character, and no "="' }), line)
    .optional(),
  files: z.record(target, file).optional(),
  volumes: z.record(target, volume).optional(),
  before: z.record(label, z.strictObject({ ready: z.enum(['started', 'healthy', 'complete']) })).optional(),
  resources: z.strictObject({ limits: amounts.optional(), requests: amounts.optional() }).optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
});

const resource = z.strictObject({
  type: word,
  class: word.optional(),
  id: z
    .string()
    .min(2)
    .max(63)
    .regex(/^[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*$/, { error: 'must be labels divided by dots' })
    .optional(),
  metadata: z.looseObject({ annotations: annotations.optional() }).optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});

/** A Score file of version v1b1, whose files and volumes are maps by their targets. */
export const scoreSchema = z.strictObject({
  apiVersion: z.literal('score.dev/v1b1'),
  metadata: z.looseObject({ name: label, annotations: annotations.optional() }),
  service: z
    .strictObject({
      ports: z
        .record(
          label,
          z.strictObject({ port, protocol: z.enum(['TCP', 'UDP']).optional(), targetPort: port.optional() }),
        )
        .optional(),
    })
    .optional(),
  containers: z
    .record(label, container)
    .refine((all) => Object.keys(all).length > 0, { error: 'must have at least one' }),
  resources: z.record(label, resource).optional(),
});

/** A Score file as it was read. */
export type ScoreDocument = z.output<typeof scoreSchema>;

/** A container of a Score file. */
export type ScoreContainer = ScoreDocument['containers'][string];

/** A resource of a Score file. */
export type ScoreResource = z.output<typeof resource>;
