import * as z from 'zod';
import { CRON_PATTERN, isCron } from './cron.ts';

const NAME_PART = '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*';
const REGISTRY = '([a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?(:[0-9]{1,5})?/)?';
const IMAGE = new RegExp(
  `^${REGISTRY}${NAME_PART}(/${NAME_PART})*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[a-f0-9]{64})?$`,
);
const HOST = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/;
const OCTET = '(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
const CIDR = new RegExp(
  `^(${OCTET}(\\.${OCTET}){3}/(3[0-2]|[12]?[0-9])|[0-9a-fA-F:]{2,39}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$`,
);
const TIME_ZONE = /^[A-Za-z]+([_+/-][A-Za-z0-9]+)*$/;
const CRON_ERROR = 'must be a schedule of five cron fields, such as "30 2 * * MON-FRI"';
const TIME_ZONE_ERROR = 'must be a time zone of the IANA database, such as Europe/Berlin';

/** A container image with its registry, tag and digest as far as they are given: `ghcr.io/acme/api:1.4.2`. */
export function image(): z.ZodString {
  return z.string().max(512).regex(IMAGE, { error: 'must be a container image, such as ghcr.io/acme/api:1.4.2' });
}

/** A DNS name in lower case, at most 253 characters: `shop.acme.example`. */
export function host(): z.ZodString {
  return z.string().max(253).regex(HOST, { error: 'must be a DNS name in lower case, such as shop.acme.example' });
}

/** A range of addresses in CIDR notation, IPv4 or IPv6: `203.0.113.0/24`. */
export function cidr(): z.ZodString {
  return z.string().max(43).regex(CIDR, { error: 'must be a range of addresses such as 203.0.113.0/24' });
}

/** A schedule of five cron fields: `30 2 * * MON-FRI`. */
export function cronSchedule(): z.ZodString {
  return z
    .string()
    .regex(new RegExp(CRON_PATTERN), { error: CRON_ERROR, abort: true })
    .refine(isCron, { error: CRON_ERROR });
}

/** A time zone of the IANA database: `Europe/Berlin`. */
export function timeZone(): z.ZodString {
  return z
    .string()
    .regex(TIME_ZONE, { error: TIME_ZONE_ERROR, abort: true })
    .refine(isTimeZone, { error: TIME_ZONE_ERROR });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
