/** The value of an output: known at synthesis, or late, which means known when the engine has run. */
export type Value = string | number | SecretKey | ConfigMapKey | UrlValue;

/** Which of two made a late value: what stands at the site, or the control plane, which may be on another cluster. */
export type LateOrigin = 'site' | 'control';

/** A late value in a key of a Secret in the producer's namespace. */
export interface SecretKey {
  /** Tells it from other late values. */
  readonly from: 'secret';
  /** Name of the Secret. */
  readonly name: string;
  /** Key in the Secret. */
  readonly key: string;
  /**
   * Where the Secret is made.
   * @default - `control` where it comes from a provisioner that has `infrastructure`, `site` elsewhere
   */
  readonly at?: LateOrigin | undefined;
  /**
   * Field of the managed resource that writes the Secret, where it says the same in plain text, such as `status.atProvider.address`:
   * what cannot read a Secret takes it from there. Of no secret, and only where the resource names the Secret in `writeConnectionSecretToRef`.
   * @default - none
   */
  readonly field?: string | undefined;
  /** Whether the value is made of letters, digits, `-`, `.`, `_` and `~` alone, so that it is safe in a URL as it is. */
  readonly urlSafe: boolean;
}

/** A late value in a key of a ConfigMap in the producer's namespace. */
export interface ConfigMapKey {
  /** Tells it from other late values. */
  readonly from: 'configMap';
  /** Name of the ConfigMap. */
  readonly name: string;
  /** Key in the ConfigMap. */
  readonly key: string;
  /**
   * Where the ConfigMap is made.
   * @default - `control` where it comes from a provisioner that has `infrastructure`, `site` elsewhere
   */
  readonly at?: LateOrigin | undefined;
  /** Whether the value is made of letters, digits, `-`, `.`, `_` and `~` alone, so that it is safe in a URL as it is. */
  readonly urlSafe: boolean;
}

/** A value that is known only when the engine has run. */
export type LateValue = SecretKey | ConfigMapKey;

/** A URL composed at the consumer, of parts that may be late; each part is encoded as its place needs. */
export interface UrlValue {
  /** Tells it from other values. */
  readonly from: 'url';
  /** What stands before `://`, such as `postgresql`. */
  readonly scheme: string;
  /**
   * Name of the user.
   * @default - none
   */
  readonly user?: string | LateValue | undefined;
  /**
   * Password of the user.
   * @default - none
   */
  readonly password?: string | LateValue | undefined;
  /** Host name or address. */
  readonly host: string | LateValue;
  /**
   * Port, 1 to 65535.
   * @default - none: that of the scheme
   */
  readonly port?: number | LateValue | undefined;
  /**
   * Path, without the slash that begins it.
   * @default - none
   */
  readonly path?: string | LateValue | undefined;
  /**
   * Parameters of the query.
   * @default - none
   */
  readonly query?: Readonly<Record<string, string>> | undefined;
}

/** Options of a late value. */
export interface LateOptions {
  /**
   * Whether the value is known to be made of letters, digits, `-`, `.`, `_` and `~` alone.
   * @default false
   */
  readonly urlSafe?: boolean;
  /**
   * Where the Secret or ConfigMap is made.
   * @default - `control` where it comes from a provisioner that has `infrastructure`, `site` elsewhere
   */
  readonly at?: LateOrigin;
}

/** Options of a late value in a Secret. */
export interface SecretKeyOptions extends LateOptions {
  /**
   * Field of the managed resource that writes the Secret, where it says the same in plain text, such as `status.atProvider.address`.
   * @default - none
   */
  readonly field?: string;
}

/** A late value in a key of a Secret. */
export function secretKey(name: string, key: string, options: SecretKeyOptions = {}): SecretKey {
  const { urlSafe = false, at, field } = options;
  return {
    from: 'secret',
    name,
    key,
    urlSafe,
    ...(at === undefined ? {} : { at }),
    ...(field === undefined ? {} : { field }),
  };
}

/** A late value in a key of a ConfigMap. */
export function configMapKey(name: string, key: string, options: LateOptions = {}): ConfigMapKey {
  const { urlSafe = false, at } = options;
  return { from: 'configMap', name, key, urlSafe, ...(at === undefined ? {} : { at }) };
}

/** A URL composed at the consumer. */
export function url(parts: Omit<UrlValue, 'from'>): UrlValue {
  return { from: 'url', ...parts };
}

/** Whether the value is known only when the engine has run. */
export function isLate(value: Value | undefined): value is LateValue {
  return typeof value === 'object' && (value.from === 'secret' || value.from === 'configMap');
}
