/** Versions of the providers' plugins that programs ask for, by package: what Pulumi then installs, or finds on the machine. */
export const PROVIDER_VERSIONS: Readonly<Record<string, string>> = {
  kubernetes: '4.34.2',
  aws: '7.48.0',
  gcp: '9.37.0',
  azure: '6.40.0',
  random: '4.21.2',
};

/** The package of a type token: `aws` of `aws:rds/instance:Instance`. */
export function packageOf(type: string): string {
  return type.slice(0, type.indexOf(':'));
}
