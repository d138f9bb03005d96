/** Longest value that is shown, in characters; the JSON has the whole. */
const LONGEST = 160;

/** A value in one line, at most as long as there is room, with what is cut off told. */
export function shortValue(value: unknown, room: number): string {
  return cut(oneLine(value), Math.min(room, LONGEST), 0);
}

/** Two values in one line each; long ones are shown around the first place where they differ. */
export function shortPair(before: unknown, after: unknown, room: number): readonly [string, string] {
  const old = oneLine(before);
  const now = oneLine(after);
  const most = Math.min(room, LONGEST);
  if (old.length <= most && now.length <= most) return [old, now];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  return [cut(old, most, start), cut(now, most, start)];
}

/** Some characters before the place of interest are kept, so that one sees where it is. */
const LEAD = 16;

function cut(text: string, room: number, from: number): string {
  if (text.length <= room) return text;
  const start = Math.max(0, Math.min(from - LEAD, text.length - room + 1));
  const body = text.slice(start, start + room - (start > 0 ? 2 : 1));
  return `${start > 0 ? '…' : ''}${body}${start + body.length < text.length ? '…' : ''}`;
}

/** Text as it is where nothing in it misleads, else in quotes; all else in the flow style of YAML. */
function oneLine(value: unknown): string {
  if (typeof value === 'string') return isPlain(value) ? value : printable(JSON.stringify(value));
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([key, member]) => `${printable(key)}: ${oneLine(member)}`);
  return `{ ${members.join(', ')} }`;
}

function isPlain(text: string): boolean {
  return /^[^\s"'{}[\]]([^\n]*\S)?$/.test(text) && printable(text) === text;
}

/** A text without what a terminal would not show as it is: control characters may move its cursor, others turn the direction of writing. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
