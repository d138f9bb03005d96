import { dirname, join } from 'node:path';

/** Variables with which the CLI keeps everything in a folder, which must be there, and reaches no registry. */
export function pulumiEnvironment(cli: string, folder: string): Record<string, string> {
  return {
    // Nothing of Pulumi's that the machine has is found.
    PATH: [dirname(cli), dirname(process.execPath)].join(':'),
    PULUMI_HOME: join(folder, 'home'),
    PULUMI_BACKEND_URL: `file://${join(folder, 'state')}`,
    PULUMI_CONFIG_PASSPHRASE: 'a passphrase',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
  };
}
