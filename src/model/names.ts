import { createHash } from 'node:crypto';

const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const QUALIFIED_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/;

const HASH_LENGTH = 8;

/**
 * Whether a text is a DNS label: at most 63 lower-case letters, digits and hyphens, a letter or digit at both ends.
 * @source Kubernetes, "Object Names and IDs": RFC 1123 label names
 */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && DNS_LABEL.test(text);
}

/**
 * Whether a text is a DNS subdomain: DNS labels joined by dots, at most 253 characters in all.
 * @source Kubernetes, "Object Names and IDs": DNS subdomain names; as there, a single part may be longer than 63 characters
 */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && DNS_SUBDOMAIN.test(text);
}

/**
 * Whether a text is a key of a label: a name of at most 63 letters, digits, `-`, `_` and `.`, a letter or digit at both
 * ends, which may follow a DNS subdomain and a slash.
 * @source Kubernetes, "Labels and Selectors": syntax and character set
 */
export function isLabelKey(text: string): boolean {
  const slash = text.indexOf('/');
  return isQualifiedName(text.slice(slash + 1)) && (slash < 0 || isDnsSubdomain(text.slice(0, slash)));
}

/**
 * Whether a text is a value of a label: empty, or at most 63 letters, digits, `-`, `_` and `.`, a letter or digit at both ends.
 * @source Kubernetes, "Labels and Selectors": syntax and character set
 */
export function isLabelValue(text: string): boolean {
  return text === '' || isQualifiedName(text);
}

/**
 * A DNS label of at most `max` characters (10 to 63) for a text. A text that is one already stays as it is; any other is cut and
 * cleaned, and ends in 8 characters of its SHA-256, so that two texts do not meet in one name.
 */
export function shortName(text: string, max: number): string {
  if (max < HASH_LENGTH + 2 || max > 63) throw new Error(`a name of at most ${max} characters cannot be made`);
  if (text.length <= max && isDnsLabel(text)) return text;
  const clean = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '');
  return tailed(clean, text, max);
}

/** What is left of a text, cut so that 8 characters of the SHA-256 of the whole fit behind it in `max` characters. */
export function tailed(clean: string, whole: string, max: number): string {
  const hash = createHash('sha256').update(whole).digest().readUIntBE(0, 5).toString(32).padStart(HASH_LENGTH, '0');
  const start = clean.slice(0, max - HASH_LENGTH - 1).replace(/-$/, '');
  return `${start === '' ? 'x' : start}-${hash}`;
}

function isQualifiedName(text: string): boolean {
  return text.length <= 63 && QUALIFIED_NAME.test(text);
}
