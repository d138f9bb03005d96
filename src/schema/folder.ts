import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { compareText, type Problem, problem } from '../model/problem.ts';
import { parseKindSchema, readSchemas } from './import.ts';
import type { KindSchema } from './kind-schema.ts';
import { digest, type LockEntries, lockName, parseLock, schemaPathOf } from './lock.ts';

/** Largest file that is read, in bytes. */
const fileLimit = 64 * 2 ** 20;

/**
 * A folder of schemas: what `roadbed schemas add` wrote, held by a lock of digests, and CustomResourceDefinitions in YAML that
 * somebody put there. Only the files of kinds in use are read. A raw YAML file is read as a text, and parsed when a kind that
 * it names is asked for; it is not in the lock, because it is the upstream's own text, which a review reads.
 */
export class SchemaFolder {
  readonly #folder: string;
  readonly #problems: Problem[] = [];
  #lock: LockEntries | undefined;
  #raw: readonly RawFile[] | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What was wrong with the files read so far. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** The schema of a kind, or undefined where the folder has none that can be trusted. */
  find(apiVersion: string, kind: string): KindSchema | undefined {
    const path = schemaPathOf(apiVersion, kind);
    if (path === undefined || !existsSync(this.#folder)) return undefined;
    const locked = this.#entries().get(path);
    if (locked !== undefined || existsSync(join(this.#folder, path))) return this.#readLocked(path, apiVersion, kind);
    return this.#findRaw(apiVersion, kind);
  }

  /** Reads every file: what the lock does not allow, and what it misses. */
  verify(): readonly Problem[] {
    for (const path of this.#entries().keys()) this.#text(path);
    for (const file of this.#files('.json')) {
      if (file !== lockName && !this.#entries().has(file)) this.#report('RB612', file, 'is not in the lock');
    }
    for (const raw of this.#rawFiles()) this.#schemasOf(raw);
    return this.#problems;
  }

  #readLocked(path: string, apiVersion: string, kind: string): KindSchema | undefined {
    const text = this.#text(path);
    if (text === undefined) return undefined;
    const found = parseKindSchema(text);
    if (found?.apiVersion === apiVersion && found.kind === kind) return found;
    this.#report('RB610', path, `is not the schema of ${apiVersion} ${kind}`);
    return undefined;
  }

  /** The text of a file as the lock holds it; anything else is a problem and no text. */
  #text(path: string): string | undefined {
    const entry = this.#entries().get(path);
    if (entry === undefined) return this.#report('RB612', path, 'is not in the lock');
    let content: Buffer;
    try {
      content = readFileSync(join(this.#folder, path));
    } catch {
      return this.#report('RB610', path, 'is in the lock and cannot be read');
    }
    const actual = digest(content);
    if (actual === entry.sha256) return content.toString('utf8');
    return this.#report(
      'RB611',
      path,
      `has digest "${actual.slice(0, 12)}", the lock holds "${entry.sha256.slice(0, 12)}"`,
    );
  }

  #entries(): LockEntries {
    if (this.#lock !== undefined) return this.#lock;
    const file = join(this.#folder, lockName);
    const { entries, problems } = existsSync(file)
      ? parseLock(readFileSync(file, 'utf8'), this.#shown(lockName))
      : { entries: new Map(), problems: [] };
    this.#problems.push(...problems);
    this.#lock = entries;
    return entries;
  }

  #findRaw(apiVersion: string, kind: string): KindSchema | undefined {
    const named = new RegExp(`\\bkind["']?\\s*:\\s*["']?${kind}\\b`);
    for (const raw of this.#rawFiles()) {
      if (raw.schemas === undefined && !named.test(raw.text)) continue;
      const found = this.#schemasOf(raw).find((schema) => schema.apiVersion === apiVersion && schema.kind === kind);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #schemasOf(raw: RawFile): readonly KindSchema[] {
    if (raw.schemas === undefined) {
      const { schemas, problems } = readSchemas(raw.text, this.#shown(raw.path));
      // An object of a kind, or a kustomization, is no schema and does no harm here.
      this.#problems.push(...problems.filter(({ code }) => code !== 'RB615'));
      raw.schemas = schemas;
      raw.text = '';
    }
    return raw.schemas;
  }

  #rawFiles(): readonly RawFile[] {
    this.#raw ??= [...this.#files('.yaml'), ...this.#files('.yml')].flatMap((path) => {
      const { size } = statSync(join(this.#folder, path));
      if (size > fileLimit) {
        this.#report('RB616', path, `has ${size} bytes, of which at most ${fileLimit} are read`);
        return [];
      }
      return [{ path, text: readFileSync(join(this.#folder, path), 'utf8'), schemas: undefined }];
    });
    return this.#raw;
  }

  /** Paths of the files with an ending, in order; symbolic links are not followed. */
  #files(ending: string): readonly string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
      .map((entry) => relative(this.#folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort(compareText);
  }

  #report(code: Problem['code'], file: string, found: string): undefined {
    const path = this.#shown(file);
    const isKnown = this.#problems.some((known) => known.code === code && known.path === path);
    if (!isKnown) this.#problems.push(problem(code, { path, found }));
  }

  /** A path as people see it: from the folder of schemas, without what lies above it on this machine. */
  #shown(path: string): string {
    return `${basename(this.#folder)}/${path}`;
  }
}

/** A YAML file: its text until somebody asks for a kind that it names, then its schemas. */
interface RawFile {
  readonly path: string;
  text: string;
  schemas: readonly KindSchema[] | undefined;
}
