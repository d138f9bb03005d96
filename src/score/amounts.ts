const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** An amount of memory, such as `1.5Gi` or `125M`, in the largest binary unit that holds it whole; rounded up to KiB. */
export function binaryAmount(text: string): string {
  const [, number = '0', unit = ''] = /^([\d.]+)([A-Za-z]*)$/.exec(text) ?? [];
  let amount = Math.ceil((Number(number) * (FACTORS[unit] ?? 1)) / 1024);
  const units = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  let at = 0;
  while (at < units.length - 1 && amount !== 0 && amount % 1024 === 0) {
    amount /= 1024;
    at += 1;
  }
  return `${amount}${units[at] ?? 'Ki'}`;
}

/** An amount of CPU, such as `125m`, `2` or `0.5`, in thousandths of a core, rounded up. */
export function millicores(text: string): number {
  return text.endsWith('m') ? Number(text.slice(0, -1)) : Math.ceil(Number(text) * 1000);
}
