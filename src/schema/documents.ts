import type { Tags } from 'yaml';
import { faultText, isObject } from './json.ts';

/** Largest text that is parsed, in characters. */
const sizeLimit = 64 * 2 ** 20;

/** Aliases in one YAML document that are followed: enough for real files, too few for a document that grows without end. */
const aliasLimit = 100;

/** The documents of a YAML or JSON text, or why it does not parse. */
export type Documents = { readonly documents: readonly unknown[] } | { readonly fault: string };

/** Parses YAML (one document or many) or JSON; every fault of the text comes back as a sentence. */
export function parseDocuments(text: string): Documents {
  if (text.length > sizeLimit)
    return { fault: `has ${text.length} characters, of which at most ${sizeLimit} are read` };
  try {
    if (/^\s*[{[]/.test(text)) {
      const value: unknown = JSON.parse(text);
      return { documents: itemsOf(value) };
    }
  } catch {
    // Flow style YAML begins like JSON, so the YAML reader has the last word.
  }
  try {
    return parseYaml(text);
  } catch (error) {
    return { fault: reason(error) };
  }
}

function parseYaml(text: string): Documents {
  // Required here: synthesis without raw YAML schemas never loads it.
  const { parseAllDocuments }: typeof import('yaml') = require('yaml');
  const documents: unknown[] = [];
  const options = { version: '1.1', customTags: kubernetesTags, uniqueKeys: true, logLevel: 'error' } as const;
  for (const document of parseAllDocuments(text, options)) {
    const [error] = document.errors;
    if (error !== undefined) return { fault: `is not valid YAML: ${firstLine(error.message)}` };
    const value: unknown = document.toJS({ maxAliasCount: aliasLimit });
    if (value !== null && value !== undefined) documents.push(value);
  }
  return { documents: documents.flatMap(itemsOf) };
}

/**
 * Kubernetes reads YAML 1.1, where `no` is false and `012` is ten, so a text that another reader takes for text is refused there.
 * It takes times for text.
 *
 * @source sigs.k8s.io/yaml, which decodes by go-yaml v2
 */
function kubernetesTags(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || !(tag.tag.endsWith(':timestamp') || isTime(tag)));
}

function isTime(tag: object): boolean {
  return 'format' in tag && tag.format === 'TIME';
}

/** The members of a `List` object, which kubectl prints; other documents as they are. */
function itemsOf(document: unknown): readonly unknown[] {
  return isObject(document) && document.kind === 'List' && Array.isArray(document.items) ? document.items : [document];
}

function reason(error: unknown): string {
  const text = firstLine(faultText(error));
  if (/call stack/i.test(text)) return 'is nested too deep to be read';
  return /excessive alias/i.test(text) ? `uses more than ${aliasLimit} YAML aliases` : `is not valid YAML: ${text}`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.replace(/:$/, '') ?? '';
}
