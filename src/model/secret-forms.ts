/** Texts that are secrets by their form alone, whatever they are called. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/],
  ['an AWS access key', /\b(AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a GitHub token', /\bgh[pousr]_[0-9A-Za-z]{36,}\b/],
  ['a Slack token', /\bxox[abprs]-[0-9A-Za-z-]{10,}/],
  ['a URL with a password', /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]+:(?!\$\(|\{\{)[^\s/@]+@/i],
];

/** Every form holds one of these, and few texts do. */
const HINT = /:\/\/|-----BEGIN|AKIA|ASIA|gh[pousr]_|xox/;

const TELLING_NAME = /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIALS?)$/i;

/** What secret a text is by its form: `a private key`; undefined where it looks like none. */
export function secretForm(text: string): string | undefined {
  if (text.length < 12 || !HINT.test(text)) return undefined;
  return FORMS.find(([, form]) => form.test(text))?.[0];
}

/** Whether an environment variable of this name has a secret for its value. */
export function tellsOfSecret(name: string): boolean {
  return TELLING_NAME.test(name);
}

/** Whether a value stands where its name tells of a secret: a switch, a number and a variable of another name are none. */
export function standsForSecret(name: string, value: string): boolean {
  return (
    value !== '' && tellsOfSecret(name) && !/^\$\([A-Za-z0-9_]+\)$/.test(value) && !/^(true|false|\d+)$/.test(value)
  );
}
