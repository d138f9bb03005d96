import { secretForm, tellsOfSecret } from '../model/secret-forms.ts';

/** Stands for a text that is not shown. */
const HIDDEN = '(hidden)';

const SECRET_MEMBER = /(password|passwd|secret|token|api_?key|private_?key|access_?key|credentials?)$/i;

/** Whether what stands at a place of an object is a secret: the values of a Secret, and texts whose name or form says so. */
export function isSecretPlace(kind: string, place: readonly string[]): boolean {
  return kind === 'Secret' && (place[0] === 'data' || place[0] === 'stringData');
}

/** A value without the secrets in it. `name` is what it is called, `whole` whether all of its texts are secret. */
export function masked(value: unknown, name: string, whole: boolean): unknown {
  if (typeof value === 'string') {
    return whole || SECRET_MEMBER.test(name) || secretForm(value) !== undefined ? HIDDEN : value;
  }
  if (typeof value !== 'object' || value === null) return whole ? HIDDEN : value;
  if (Array.isArray(value)) return value.map((item) => masked(item, '', whole));
  const telling = 'name' in value && typeof value.name === 'string' && tellsOfSecret(value.name);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, masked(member, key, whole || (telling && key === 'value'))]),
  );
}
