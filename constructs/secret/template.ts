import * as z from 'zod';
import { isLabelKey, isLabelValue } from '../../src/model/names.ts';
import { tellsOfSecret } from '../../src/model/secret-forms.ts';

const secretKeyName = z
  .string()
  .max(253)
  .regex(/^[-._a-zA-Z0-9]+$/, { error: 'must be letters, digits, "-", "_" and "."' });

/** A key of a Secret. */
export function keyName(): z.ZodString {
  return secretKeyName;
}

/** Refuses a text where a secret belongs: what is written here stands in git. It is not shown. */
function withoutSecrets({ value, issues }: z.core.ParsePayload<Readonly<Record<string, string>>>): void {
  for (const [key, text] of Object.entries(value)) {
    if (!tellsOfSecret(key.replace(/[-.]/g, '_')) || text.includes('{{')) continue;
    const message = 'must be composed of other keys, such as {{ .password }}: a text would stand in git';
    issues.push({ code: 'custom', path: [key], input: undefined, message });
  }
}

const templateSchema = z.strictObject({
  type: z
    .string()
    .max(253)
    .optional()
    .describe('Type of the Secret, such as `kubernetes.io/basic-auth`. Default: `Opaque`, or what a sealed file says.'),
  labels: z
    .record(
      z.string().refine(isLabelKey, { error: 'must be a key of a label' }),
      z.string().refine(isLabelValue, { error: 'must be the value of a label' }),
    )
    .default({})
    .describe('Labels of the Secret, by which tools such as Argo CD find it.'),
  annotations: z
    .record(z.string().refine(isLabelKey, { error: 'must be a key of an annotation' }), z.string())
    .default({})
    .describe('Annotations of the Secret.'),
  template: z
    .record(secretKeyName, z.string())
    .check(withoutSecrets)
    .default({})
    .describe(
      'Further keys of the Secret: plain texts, or Go templates over its other keys, such as `https://app:{{ .password }}@acme.example`.',
    ),
});

/** Props of whatever makes a Secret. */
export const templateProps = templateSchema.shape;

/** A map, or nothing where it is empty. */
export function filled<T extends object>(members: T): T | undefined {
  return Object.keys(members).length === 0 ? undefined : members;
}
