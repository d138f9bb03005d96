/** A compiled pattern: whether it occurs in a text. */
export interface Pattern {
  test(text: string): boolean;
}

const compiled = new Map<string, Pattern | undefined>();

/**
 * A pattern in the syntax that Kubernetes uses (Go's RE2), or undefined where it is not valid in it.
 * An RE2 engine takes time linear in the text, whatever the pattern, and knows `(?i)`, `\z` and `[[:alpha:]]`, which JavaScript does not.
 */
export function compilePattern(source: string): Pattern | undefined {
  const known = compiled.get(source);
  if (known !== undefined || compiled.has(source)) return known;
  // Required here, because most platforms have no pattern to test and the engine takes some milliseconds to load.
  const { RE2JS }: typeof import('@bufbuild/re2') = require('@bufbuild/re2');
  let made: Pattern | undefined;
  try {
    made = remembering(RE2JS.compile(source));
  } catch {
    made = undefined;
  }
  compiled.set(source, made);
  return made;
}

/** Answers remembered for each pattern: the same few values come again and again, and one test takes a microsecond. */
const memory = 512;

function remembering(engine: Pattern): Pattern {
  const answers = new Map<string, boolean>();
  return {
    test(text) {
      const known = answers.get(text);
      if (known !== undefined) return known;
      const answer = engine.test(text);
      if (answers.size === memory) answers.clear();
      if (text.length <= 256) answers.set(text, answer);
      return answer;
    },
  };
}
