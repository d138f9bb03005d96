/** An IP address in bytes: 4 or 16 of them. */
export type Address = readonly number[];

/** Reads an IPv4 or IPv6 address; `strict` refuses leading zeros in IPv4, which Kubernetes' older formats take. */
export function parseAddress(text: string, strict = false): Address | undefined {
  return text.includes(':') ? parseV6(text) : parseV4(text, strict);
}

function parseV4(text: string, strict: boolean): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const bytes = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  if (strict && parts.some((part) => part.length > 1 && part.startsWith('0'))) return undefined;
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function parseV6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const left = groups(halves[0] ?? '', halves.length === 1);
  const right = halves.length === 2 ? groups(halves[1] ?? '', true) : [];
  if (left === undefined || right === undefined) return undefined;
  const missing = 16 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return [...left, ...Array.from({ length: missing }, () => 0), ...right];
}

/** The bytes of a row of groups; the last may be an IPv4 address. */
function groups(text: string, mayEndInV4: boolean): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const tail = index === parts.length - 1 && mayEndInV4 ? parseV4(part, true) : undefined;
      if (tail === undefined) return undefined;
      bytes.push(...tail);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
      const group = Number.parseInt(part, 16);
      bytes.push(group >> 8, group & 255);
    }
  }
  return bytes;
}

/** A range of addresses: its first address and how many leading bits are fixed. */
export interface AddressRange {
  readonly address: Address;
  readonly bits: number;
}

/** Reads a range in CIDR form, like `10.0.0.0/8`. */
export function parseRange(text: string, strict = false): AddressRange | undefined {
  const slash = text.indexOf('/');
  if (slash < 0 || !/^\d{1,3}$/.test(text.slice(slash + 1))) return undefined;
  const address = parseAddress(text.slice(0, slash), strict);
  const bits = Number(text.slice(slash + 1));
  return address === undefined || bits > address.length * 8 ? undefined : { address, bits };
}

/** The range with all bits after the prefix set to zero. */
export function masked(range: AddressRange): AddressRange {
  const address = range.address.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, range.bits - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return { address, bits: range.bits };
}

/** Whether a range holds an address. */
export function contains(range: AddressRange, address: Address): boolean {
  if (range.address.length !== address.length) return false;
  return masked({ address, bits: range.bits }).address.join() === masked(range).address.join();
}

/** An address in its canonical text. */
export function formatAddress(address: Address): string {
  if (address.length === 4) return address.join('.');
  const parts = Array.from({ length: 8 }, (_, i) =>
    (((address[i * 2] ?? 0) << 8) | (address[i * 2 + 1] ?? 0)).toString(16),
  );
  const run = longestZeros(parts);
  if (run.length < 2) return parts.join(':');
  return `${parts.slice(0, run.start).join(':')}::${parts.slice(run.start + run.length).join(':')}`;
}

function longestZeros(parts: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < parts.length; start++) {
    let length = 0;
    while (parts[start + length] === '0') length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
