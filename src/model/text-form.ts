import { Duration, Size } from 'cdk8s';

/** What the text form of a size looks like: a whole number in binary units. */
export const SIZE_PATTERN = '^[1-9][0-9]{0,8}(Ki|Mi|Gi|Ti|Pi)$';

/** What the text form of a duration looks like: hours, minutes, seconds and milliseconds, in this order. */
export const DURATION_PATTERN = '^([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?$';

const sizeMakers: Readonly<Record<string, (amount: number) => Size>> = {
  Ki: Size.kibibytes,
  Mi: Size.mebibytes,
  Gi: Size.gibibytes,
  Ti: Size.tebibytes,
  Pi: Size.pebibyte,
};

const durationUnits = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** The size that a Kubernetes quantity in whole binary units means, such as `20Gi`; undefined for any other text. */
export function parseSize(text: string): Size | undefined {
  if (!new RegExp(SIZE_PATTERN).test(text)) return undefined;
  return sizeMakers[text.slice(-2)]?.(Number(text.slice(0, -2)));
}

/** The time that a Go duration in whole units means, such as `1h30m`; undefined for any other text. */
export function parseDuration(text: string): Duration | undefined {
  if (text === '' || !new RegExp(DURATION_PATTERN).test(text)) return undefined;
  let milliseconds = 0;
  for (const [, amount, unit] of text.matchAll(/([0-9]+)(ms|[hms])/g)) {
    const factor = durationUnits.find(([name]) => name === unit)?.[1] ?? 0;
    milliseconds += Number(amount) * factor;
  }
  return Duration.millis(milliseconds);
}

/** A time as a Go duration: `1h30m`, `45s`, `0s`. */
export function durationText(value: Duration): string {
  let rest = value.toMilliseconds();
  let text = '';
  for (const [name, factor] of durationUnits) {
    const amount = Math.floor(rest / factor);
    if (amount > 0) text += `${amount}${name}`;
    rest -= amount * factor;
  }
  return text === '' ? '0s' : text;
}
