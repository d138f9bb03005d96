import * as z from 'zod';
import { keyRef, named, type StorePlace, secretReference } from './store-parts.ts';

/** AWS Secrets Manager or Parameter Store. */
export const awsStore = z
  .strictObject({
    region: z.string().min(1).max(63).describe('Region of the secrets, such as `eu-west-1`.'),
    service: z
      .enum(['SecretsManager', 'ParameterStore'])
      .default('SecretsManager')
      .describe('Service that holds the secrets.'),
    role: z
      .string()
      .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.{1,512}$/, { error: 'must be the ARN of a role' })
      .optional()
      .describe('Role that is taken on to read, by its ARN. Default: none.'),
    serviceAccount: z
      .string()
      .min(1)
      .max(253)
      .optional()
      .describe(
        'ServiceAccount in the namespace of the application whose identity (IRSA) reads. Default: the identity of External Secrets itself.',
      ),
    accessKeyId: secretReference
      .optional()
      .describe("Id of an access key: `fromSecret('name', 'key')`; `secretAccessKey` belongs to it."),
    secretAccessKey: secretReference.optional().describe("The access key: `fromSecret('name', 'key')`."),
  })
  .check(wholeCredential);

type AwsStore = z.output<typeof awsStore>;

function wholeCredential({ value, issues }: z.core.ParsePayload<Record<string, unknown>>): void {
  const { accessKeyId, secretAccessKey, serviceAccount } = value;
  const refuse = (prop: string, message: string) =>
    issues.push({ code: 'custom', path: [prop], input: undefined, message });
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    refuse('secretAccessKey', 'must stand beside accessKeyId, or neither of them');
  }
  if (serviceAccount !== undefined && accessKeyId !== undefined) {
    refuse('accessKeyId', 'must not stand beside serviceAccount: one of them reads');
  }
}

/** What External Secrets is told of it. @source `spec.provider.aws` */
export function awsProvider({ accessKeyId, secretAccessKey, ...store }: AwsStore, place: StorePlace): object {
  const { region, service, role, serviceAccount } = store;
  const auth =
    serviceAccount !== undefined
      ? { jwt: { serviceAccountRef: named(serviceAccount, place) } }
      : accessKeyId !== undefined && secretAccessKey !== undefined
        ? {
            secretRef: {
              accessKeyIDSecretRef: keyRef(accessKeyId, place),
              secretAccessKeySecretRef: keyRef(secretAccessKey, place),
            },
          }
        : undefined;
  return { aws: { service, region, role, auth } };
}
