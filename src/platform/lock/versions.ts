/** Whether a version of Roadbed is newer than another, by Semantic Versioning: `0.2.0` than `0.2.0-rc.1`, and that than `0.1.9`. */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [partsOf(version), partsOf(than)];
  for (const [index, number] of a.numbers.entries()) {
    const other = b.numbers[index] ?? 0;
    if (number !== other) return number > other;
  }
  if (a.before === b.before) return false;
  if (a.before === undefined || b.before === undefined) return a.before === undefined;
  return comparePrereleases(a.before.split('.'), b.before.split('.')) > 0;
}

function partsOf(version: string) {
  const [, major = '0', minor = '0', patch = '0', before] =
    /^(\d+)\.(\d+)\.(\d+)(?:-([^+]+))?(?:\+.*)?$/.exec(version) ?? [];
  return { numbers: [major, minor, patch].map(Number), before };
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  for (const [index, word] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (word === other) continue;
    const [isNumber, isOtherNumber] = [word, other].map((one) => /^\d+$/.test(one));
    if (isNumber && isOtherNumber) return Number(word) - Number(other);
    if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
    return word < other ? -1 : 1;
  }
  return a.length - b.length;
}
