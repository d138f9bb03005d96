import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml';

/** What a text of YAML holds, or what is wrong with it, in words. */
export type ParsedYaml = { readonly content: unknown } | YamlFault;

interface YamlFault {
  readonly found: string;
  readonly hint?: string;
}

/** Levels of lists and maps within each other that are read: a Score file has about ten, its params may have more. */
const DEEPEST = 64;

/** Most that aliases may repeat, counted as the parser does: times an anchor is named and what is in it. */
const MOST_ALIASES = 100;

/** Tags that say what a value is anyway. */
const PLAIN_TAG = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

/**
 * Reads one document of YAML 1.2 strictly: each key stands once, and nothing is taken for something else than what stands there. What would take time or room
 * without end is refused.
 */
export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  // The parser's own search for keys that stand twice is quadratic, and so are the excerpts in its errors.
  const document = parseDocument(text, {
    version: '1.2',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const [error] = document.errors;
  if (error !== undefined) return faultOf(error.message, lines.linePos(error.pos[0]));
  const version = document.directives?.yaml.version;
  if (version !== '1.2') return { found: `it says that it is YAML ${version}`, hint: 'take the line %YAML away' };
  return refused(document, lines) ?? contentOf(document);
}

/** What the parser says, and where; a stack that is full means a text that nests without end. */
function faultOf(message: string, { line, col }: { readonly line: number; readonly col: number }): YamlFault {
  if (/call stack/.test(message)) return { found: TOO_DEEP };
  if (!/multiple documents/.test(message)) return { found: `${message} at line ${line}, column ${col}` };
  return { found: `a second document begins at line ${line}`, hint: 'give each workload a file of its own' };
}

const TOO_DEEP = `lists and maps stand in each other more than ${DEEPEST} levels deep`;

/** What the parser takes and no Score file means. */
function refused(document: Document, lines: LineCounter): YamlFault | undefined {
  const open: unknown[] = [document.contents];
  const lineOf = (node: { readonly range?: readonly number[] | null | undefined }) =>
    `at line ${lines.linePos(node.range?.[0] ?? 0).line}`;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.tag !== undefined && !PLAIN_TAG.test(node.tag)) {
      const tag = node.tag.replace('tag:yaml.org,2002:', '!!');
      return { found: `the tag ${tag} ${lineOf(node)}`, hint: 'write the value without a tag' };
    }
    if (isSeq(node)) for (const item of node.items) open.push(item);
    if (!isMap(node)) continue;
    const keys = new Set<string>();
    for (const { key, value } of node.items as readonly Pair[]) {
      const at = lineOf(isScalar(key) || isAlias(key) || isMap(key) || isSeq(key) ? key : node);
      if (!isScalar(key) || key.value === null) return { found: `a key that is no text ${at}` };
      const name = String(key.value);
      if (keys.has(name))
        return { found: `the key "${name}" stands twice, again ${at}`, hint: 'take one of them away' };
      if (name === '__proto__') return { found: `the key "${name}" ${at}`, hint: 'give it another name' };
      if (name === '<<')
        return { found: `a map is merged into another ${at}`, hint: 'write its keys out: YAML 1.2 has no "<<"' };
      keys.add(name);
      open.push(value);
    }
  }
  return undefined;
}

function contentOf(document: Document): ParsedYaml {
  try {
    const content: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return isDeeper(content) ? { found: TOO_DEEP } : { content };
  } catch (error) {
    if (error instanceof RangeError) return { found: TOO_DEEP };
    if (!(error instanceof ReferenceError)) throw error;
    const isMany = /Excessive/.test(error.message);
    if (isMany) return { found: 'its aliases repeat too much', hint: 'write out what they stand for' };
    return { found: 'an alias stands for nothing', hint: 'name an anchor that stands before it' };
  }
}

/** Whether lists and maps stand in each other too deep, as in one that holds itself. */
function isDeeper(content: unknown): boolean {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: content, depth: 0 }];
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const { value, depth } = top;
    if (typeof value !== 'object' || value === null) continue;
    if (depth === DEEPEST) return true;
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 });
  }
  return false;
}
