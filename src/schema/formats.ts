import { parseAddress, parseRange } from './address.ts';
import { isQuantity } from './quantity.ts';

/** A format that Kubernetes enforces: whether a value is of it, and how to write one. */
export interface Format {
  test(value: string): boolean;
  readonly example: string;
}

/** The format of a name, or undefined for names that the API server does not enforce either. */
export function formatOf(name: string): Format | undefined {
  return formats.get(name.replaceAll('-', ''));
}

/** The formats by name without hyphens: the API server takes `date-time` and `datetime` alike. */
const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['datetime', { test: isDateTime, example: '2026-11-20T09:00:00Z' }],
  ['date', { test: isDate, example: '2026-11-20' }],
  ['duration', { test: isDuration, example: '1h30m' }],
  ['byte', { test: isBase64, example: 'aGVsbG8=' }],
  ['ipv4', { test: (text) => text.includes('.') && parseAddress(text) !== undefined, example: '10.0.0.1' }],
  ['ipv6', { test: (text) => text.includes(':') && parseAddress(text) !== undefined, example: 'fd00::1' }],
  ['cidr', { test: (text) => parseRange(text) !== undefined, example: '10.0.0.0/8' }],
  ['uri', { test: isUri, example: 'https://example.com/path' }],
  ['email', { test: isEmail, example: 'team@example.com' }],
  ['hostname', { test: isHostname, example: 'shop.example.com' }],
  ['mac', { test: isMac, example: '00:00:5e:00:53:01' }],
  ['uuid', byPattern(/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i, exampleUuid(4))],
  ['uuid3', byPattern(/^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i, exampleUuid(3))],
  ['uuid4', byPattern(/^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i, exampleUuid(4))],
  ['uuid5', byPattern(/^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i, exampleUuid(5))],
  ['bsonobjectid', byPattern(/^[0-9a-f]{24}$/i, '507f1f77bcf86cd799439011')],
  ['hexcolor', byPattern(/^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, '#336699')],
  ['rgbcolor', byPattern(/^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/, 'rgb(51,102,153)')],
  ['ssn', byPattern(/^\d{3}[- ]?\d{2}[- ]?\d{4}$/, '123-45-6789')],
  ['isbn', { test: (text) => isIsbn10(text) || isIsbn13(text), example: '9780306406157' }],
  ['isbn10', { test: isIsbn10, example: '0306406152' }],
  ['isbn13', { test: isIsbn13, example: '9780306406157' }],
  ['creditcard', { test: isCreditCard, example: '4111111111111111' }],
  ['k8sshortname', byPattern(/^(?!.{64})[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, 'my-name')],
  [
    'k8slongname',
    byPattern(/^(?!.{254})[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/, 'my.name'),
  ],
  ['quantity', { test: isQuantity, example: '500m' }],
]);

function byPattern(pattern: RegExp, example: string): Format {
  return { test: (text) => pattern.test(text), example };
}

function exampleUuid(version: number): string {
  return `6ba7b810-9dad-${version}1d1-80b4-00c04fd430c8`;
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isDateTime(text: string): boolean {
  const match = /^(.{10})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/.exec(text);
  if (match === null) return false;
  return isDate(match[1] ?? '') && Number(match[2]) <= 23 && Number(match[3]) <= 59 && Number(match[4]) <= 59;
}

/** Go's durations (`1h30m`), and the words that the API server takes beside them (`3 days`). */
function isDuration(text: string): boolean {
  return (
    /^[+-]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(text) ||
    /^-?\s*\d+(?:\.\d+)?\s*(?:ns|nano(?:second)?s?|us|µs|micro(?:second)?s?|ms|milli(?:second)?s?|s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hr|hours?|d|days?|w|wk|weeks?)$/.test(
      text,
    )
  );
}

/** Standard base64 with padding; line breaks are allowed, as Go's decoder allows them. */
function isBase64(text: string): boolean {
  const plain = text.replaceAll(/[\r\n]/g, '');
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
}

/** What Go's `url.ParseRequestURI` takes: an absolute path, or a scheme with something after it. */
function isUri(text: string): boolean {
  const rest = text.replace(/^[A-Za-z][A-Za-z0-9+.-]*:/, '');
  if (text === '' || hasControl(text) || /%(?![0-9A-Fa-f]{2})/.test(text)) return false;
  if (rest === text) return text.startsWith('/');
  if (!rest.startsWith('//')) return true;
  const authority = /^\/\/([^/?#]*)/.exec(rest)?.[1] ?? '';
  const port = /:([^:\]]*)$/.exec(authority.slice(authority.lastIndexOf('@') + 1))?.[1] ?? '';
  return !/[\s<>"\\^`{}|]/.test(authority) && /^\d*$/.test(port);
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20 || text.charCodeAt(i) === 0x7f) return true;
  return false;
}

function isEmail(text: string): boolean {
  const address = /^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text;
  return /^(?:"[^"\\]*"|[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)@[^\s@<>()[\],;:\\"]+$/u.test(
    address,
  );
}

function isHostname(text: string): boolean {
  const labels = text.split('.');
  if (labels.length > 1 && labels.at(-1) === '') labels.pop();
  return (
    text.length <= 255 &&
    labels.every((label) => /^[\p{L}\p{S}\d](?:[\p{L}\p{S}\d-]{0,61}[\p{L}\p{S}\d])?$/u.test(label))
  );
}

function isMac(text: string): boolean {
  return /^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4})$/i.test(text);
}

function isIsbn10(text: string): boolean {
  const digits = text.replaceAll(/[ -]/g, '');
  if (!/^\d{9}[\dX]$/.test(digits)) return false;
  const sum = [...digits].reduce(
    (total, digit, index) => total + (10 - index) * (digit === 'X' ? 10 : Number(digit)),
    0,
  );
  return sum % 11 === 0;
}

function isIsbn13(text: string): boolean {
  const digits = text.replaceAll(/[ -]/g, '');
  if (!/^\d{13}$/.test(digits)) return false;
  return [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}

function isCreditCard(text: string): boolean {
  const digits = text.replaceAll(/[^\d]/g, '');
  if (digits.length < 13 || digits.length > 16) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const twice = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return sum % 10 === 0;
}
