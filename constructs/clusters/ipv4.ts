import * as z from 'zod';

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';

/** A range of private IPv4 addresses, `/16` to `/20`, such as `10.0.0.0/16`. */
export function networkRange(): z.ZodString {
  return z.string().regex(new RegExp(`^${OCTET}(?:\\.${OCTET}){3}/(?:1[6-9]|20)$`), {
    error: 'must be a range of IPv4 addresses of the size /16 to /20, such as 10.0.0.0/16',
  });
}

/** Ranges of the subnets of a network, one for each of three zones. */
export interface ZoneRanges {
  /** A quarter of the network each, for nodes and pods. */
  readonly private: readonly string[];
  /** A sixteenth each, for load balancers and NAT gateways. */
  readonly public: readonly string[];
}

/** Divides a network: three quarters for nodes, and the first three quarters of the last quarter for what faces outward. */
export function zoneRanges(network: string): ZoneRanges {
  const [address = '', bits = ''] = network.split('/');
  const size = 2 ** (32 - Number(bits));
  const octets = address.split('.').map(Number);
  const given = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const base = given - (given % size);
  const range = (offset: number, length: number) => `${text(base + offset)}/${32 - Math.log2(length)}`;
  const [quarter, sixteenth] = [size / 4, size / 16];
  const last = 3 * quarter;
  return {
    private: [range(0, quarter), range(quarter, quarter), range(2 * quarter, quarter)],
    public: [range(last, sixteenth), range(last + sixteenth, sixteenth), range(last + 2 * sixteenth, sixteenth)],
  };
}

function text(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
