import type { Manifest } from '../../src/model/manifest.ts';
import type { NeedContext } from '../../src/model/need.ts';
import { type SecretKey, secretKey } from '../../src/model/value.ts';

/** Key of the Secret that holds the password. */
export const PASSWORD_KEY = 'password';

/** Length of a password of letters and digits: as hard to guess as a key of 190 bits. */
const LENGTH = 32;

/** What stands for the password in the text of a file. */
export const PASSWORD_PLACEHOLDER = `{{ .${PASSWORD_KEY} }}`;

/** Name of the Secret that holds the password of a server in the cluster. */
export function credentialsOf({ name }: NeedContext<object>): string {
  return `${name}-credentials`;
}

/** The password of a server in the cluster. */
export function generatedPassword(need: NeedContext<object>): SecretKey {
  return secretKey(credentialsOf(need), PASSWORD_KEY, { urlSafe: true });
}

/**
 * A password that External Secrets makes once, in the cluster, so that it is never in git: letters and digits, which are safe
 * in a URL. Files that hold it are keys of the same Secret.
 *
 * @param files texts of files by name, with {@link PASSWORD_PLACEHOLDER} where the password stands
 * @source `Password.generators.external-secrets.io`, `ExternalSecret.external-secrets.io`
 * @see https://external-secrets.io/latest/api/generator/password/
 */
export function generatedSecret(
  need: NeedContext<object>,
  labels: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): readonly Manifest[] {
  const name = credentialsOf(need);
  const metadata = { name, labels };
  const apiVersion = 'generators.external-secrets.io/v1alpha1';
  return [
    {
      apiVersion,
      kind: 'Password',
      metadata,
      spec: { length: LENGTH, digits: LENGTH / 4, symbols: 0, noUpper: false, allowRepeat: true },
    },
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata,
      spec: {
        // A password that is made again would not be the one that the server knows.
        refreshPolicy: 'CreatedOnce',
        target: {
          name,
          creationPolicy: 'Owner',
          template: { engineVersion: 'v2', data: { [PASSWORD_KEY]: PASSWORD_PLACEHOLDER, ...files } },
        },
        dataFrom: [{ sourceRef: { generatorRef: { apiVersion, kind: 'Password', name } } }],
      },
    },
  ];
}
