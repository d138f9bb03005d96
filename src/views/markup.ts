const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it stands in SVG and HTML, in content and in attributes. Characters that XML does not have become the replacement character. */
export function markup(text: string): string {
  const allowed = text.replace(/[^\P{Cc}\t\n\r]|\p{Surrogate}|[\ufffe\uffff]/gu, '\ufffd');
  return allowed.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
