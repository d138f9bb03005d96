import type { CelFunc, CelMap } from '@bufbuild/cel';
import {
  type Address,
  type AddressRange,
  contains,
  formatAddress,
  masked,
  parseAddress,
  parseRange,
} from './address.ts';
import { field, invalid, opaque } from './cel-opaque.ts';

type Cel = typeof import('@bufbuild/cel');

/** `isURL`, `url` and the parts of one. */
export function urlFunctions({ celFunc, celMethod, mapType, CelScalar: { STRING, BOOL, DYN } }: Cel): CelFunc[] {
  const url = mapType(STRING, DYN);
  const getter = (name: string, part: string) =>
    celMethod(name, url, [], STRING, function () {
      return field(this, 'URL', part);
    });
  return [
    celFunc('isURL', [STRING], BOOL, (text) => parseUrl(text) !== undefined),
    celFunc('url', [STRING], url, (text) => opaque('URL', parseUrl(text) ?? invalid('URL', text))),
    getter('getScheme', 'scheme'),
    getter('getHost', 'host'),
    getter('getHostname', 'hostname'),
    getter('getPort', 'port'),
    getter('getEscapedPath', 'path'),
  ];
}

/** The parts of an absolute URL or an absolute path, as they are written. */
function parseUrl(text: string): Record<string, string> | undefined {
  const match = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?[^#]*)?$/.exec(text);
  const [, scheme = '', authority = '', path = ''] = match ?? [];
  if (match === null || /[\s<>"\\^`{}|]/.test(text) || (scheme === '' && !text.startsWith('/'))) return undefined;
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const port = /:(\d*)$/.exec(host)?.[1] ?? '';
  const hostname = host.replace(/:\d*$/, '').replaceAll(/^\[|\]$/g, '');
  return hostname.includes(':') && !host.startsWith('[') ? undefined : { scheme, host, hostname, port, path };
}

/** `isIP`, `ip` and what an address says of itself. */
export function addressFunctions({
  celFunc,
  celMethod,
  mapType,
  CelScalar: { STRING, BOOL, INT, DYN },
}: Cel): CelFunc[] {
  const ip = mapType(STRING, DYN);
  const test = (name: string, check: (address: Address) => boolean) =>
    celMethod(name, ip, [], BOOL, function () {
      return check(addressOf(this));
    });
  return [
    celFunc('isIP', [STRING], BOOL, (text) => parseAddress(text, true) !== undefined),
    celFunc('ip', [STRING], ip, (text) => opaqueAddress(parseAddress(text, true) ?? invalid('IP address', text))),
    celFunc(
      'ip.isCanonical',
      [STRING],
      BOOL,
      (text) => formatAddress(parseAddress(text, true) ?? invalid('IP address', text)) === text,
    ),
    celFunc('string', [ip], STRING, opaqueText),
    celMethod('family', ip, [], INT, function () {
      return addressOf(this).length === 4 ? 4n : 6n;
    }),
    test('isUnspecified', (address) => address.every((byte) => byte === 0)),
    test('isLoopback', (address) => (address.length === 4 ? address[0] === 127 : formatAddress(address) === '::1')),
    test('isLinkLocalUnicast', (address) => isIn(address, '169.254.0.0/16') || isIn(address, 'fe80::/10')),
    test('isLinkLocalMulticast', (address) => isIn(address, '224.0.0.0/24') || isIn(address, 'ff02::/16')),
    test('isGlobalUnicast', isGlobalUnicast),
  ];
}

function opaqueAddress(address: Address): Map<string, string> {
  return opaque('IP', { text: formatAddress(address) });
}

function opaqueText(value: CelMap): string {
  const text = value.get('text');
  if (typeof text !== 'string') throw new Error('a text of this value is not supported');
  return text;
}

function addressOf(value: CelMap): Address {
  return parseAddress(field(value, 'IP', 'text')) ?? [];
}

function isIn(address: Address, range: string): boolean {
  const parsed = parseRange(range);
  return parsed !== undefined && contains(parsed, address);
}

function isGlobalUnicast(address: Address): boolean {
  const special = [
    '0.0.0.0/32',
    '255.255.255.255/32',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '224.0.0.0/4',
    '::/128',
    '::1/128',
    'fe80::/10',
    'ff00::/8',
  ];
  return !special.some((range) => isIn(address, range));
}

/** `isCIDR`, `cidr` and what a range holds. */
export function rangeFunctions({ celFunc, celMethod, mapType, CelScalar: { STRING, BOOL, INT, DYN } }: Cel): CelFunc[] {
  const cidr = mapType(STRING, DYN);
  const holdsRange = (outer: AddressRange, inner: AddressRange) =>
    outer.bits <= inner.bits && contains(outer, inner.address);
  const range = (text: string) => parseRange(text, true) ?? invalid('CIDR', text);
  return [
    celFunc('isCIDR', [STRING], BOOL, (text) => parseRange(text, true) !== undefined),
    celFunc('cidr', [STRING], cidr, (text) => opaqueRange(range(text))),
    celMethod('containsIP', cidr, [STRING], BOOL, function (text) {
      return contains(rangeOf(this), parseAddress(text, true) ?? invalid('IP address', text));
    }),
    celMethod('containsIP', cidr, [cidr], BOOL, function (address) {
      return contains(rangeOf(this), addressOf(address));
    }),
    celMethod('containsCIDR', cidr, [STRING], BOOL, function (text) {
      return holdsRange(rangeOf(this), range(text));
    }),
    celMethod('containsCIDR', cidr, [cidr], BOOL, function (inner) {
      return holdsRange(rangeOf(this), rangeOf(inner));
    }),
    celMethod('ip', cidr, [], cidr, function () {
      return opaqueAddress(rangeOf(this).address);
    }),
    celMethod('masked', cidr, [], cidr, function () {
      return opaqueRange(masked(rangeOf(this)));
    }),
    celMethod('prefixLength', cidr, [], INT, function () {
      return BigInt(rangeOf(this).bits);
    }),
  ];
}

function opaqueRange({ address, bits }: AddressRange): Map<string, string> {
  return opaque('CIDR', { text: `${formatAddress(address)}/${bits}` });
}

function rangeOf(value: CelMap): AddressRange {
  const text = field(value, 'CIDR', 'text');
  return parseRange(text) ?? invalid('CIDR', text);
}
