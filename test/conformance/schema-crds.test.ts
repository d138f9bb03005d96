import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';
import { checkRules } from '../../src/schema/cel.ts';
import { celCompiler } from '../../src/schema/cel-program.ts';
import { rulesOf } from '../../src/schema/cel-rules.ts';
import { checkObject } from '../../src/schema/check-object.ts';
import { CoreSchemas } from '../../src/schema/core.ts';
import { readSchemas } from '../../src/schema/import.ts';
import { isObject, type JsonObject } from '../../src/schema/json.ts';
import type { KindSchema } from '../../src/schema/kind-schema.ts';
import { SchemaNode } from '../../src/schema/node.ts';
import { forAjv, mutations, sample } from './sample.ts';

const core = new CoreSchemas();
const folder = resolve(__dirname, '../../../shared/crds');
const files = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.ya?ml$/.test(file))
      .sort()
  : [];
const read = files.map((file) => ({ file, ...readSchemas(readFileSync(join(folder, file), 'utf8'), file) }));
const kinds = read.flatMap(({ schemas }) => schemas);

function nameOf({ apiVersion, kind }: KindSchema): string {
  return `${apiVersion} ${kind}`;
}

function rootOf({ schema }: KindSchema): SchemaNode {
  return new SchemaNode(schema, { resolve: core.resolve, ruled: true }, true);
}

function objectOf(kind: KindSchema, full: boolean): JsonObject {
  const object = sample(kind.schema, full);
  return { ...(isObject(object) ? object : {}), apiVersion: kind.apiVersion, kind: kind.kind, metadata: { name: 'a' } };
}

function allRules(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(allRules);
  if (!isObject(schema)) return [];
  return [...rulesOf(schema).map(({ rule }) => rule), ...Object.values(schema).flatMap(allRules)];
}

describe('upstream CustomResourceDefinitions', () => {
  test('are all read, without a complaint: every pattern and reference can be used', () => {
    expect(files.length).toBeGreaterThanOrEqual(313);
    expect(read.flatMap(({ problems }) => problems)).toEqual([]);
    expect(read.filter(({ schemas }) => schemas.length === 0).map(({ file }) => file)).toEqual([]);
    expect(kinds.length).toBeGreaterThan(330);
  });

  test('have no rule that cannot be compiled; a few compare with the former state', () => {
    const rules = new Set(kinds.flatMap(({ schema }) => allRules(schema)));
    const programs = [...rules].map((rule) => ({ rule, program: celCompiler().compile(rule) }));
    expect(programs.filter(({ program }) => program.kind === 'broken')).toEqual([]);
    expect(programs.filter(({ program }) => program.kind === 'transition')).toHaveLength(15);
    expect(programs.length).toBeGreaterThan(290);
  });

  test('accept an object with what is required', () => {
    const refused = kinds.flatMap((kind) => {
      const { violations } = checkObject(rootOf(kind), objectOf(kind, false));
      return violations.length === 0
        ? []
        : [`${nameOf(kind)}: ${violations.map(({ path, found }) => `${path} ${found}`).join('; ')}`];
    });
    expect(refused).toEqual([]);
  });

  test('have no rule that this evaluator gives up on, when all fields are there', () => {
    const gaps = kinds.flatMap((kind) =>
      checkRules(rootOf(kind), objectOf(kind, true)).gaps.map((gap) => `${nameOf(kind)}: ${gap}`),
    );
    expect(gaps).toEqual([]);
  });

  test('are read alike by ajv: both take or refuse an object and changes of it', () => {
    const seen = { valid: 0, invalid: 0 };
    const differences: string[] = [];
    for (const kind of kinds.filter(({ schema }) => JSON.stringify(schema).length < 100_000)) {
      const validate = new Ajv({ strict: false, unicodeRegExp: true, validateFormats: false, logger: false }).compile(
        rootForAjv(kind),
      );
      const root = rootOf(kind);
      for (const full of [false, true]) {
        const object = objectOf(kind, full);
        for (const { name, object: changed } of [{ name: 'unchanged', object }, ...mutations(object, 25)]) {
          const { violations } = checkObject(root, isObject(changed) ? changed : {});
          const theirs = validate(changed);
          seen[theirs ? 'valid' : 'invalid']++;
          if (theirs === (violations.length === 0)) continue;
          differences.push(
            `${nameOf(kind)} ${name}: ${violations.map(({ path, found }) => `${path} ${found}`).join('; ') || JSON.stringify(validate.errors?.slice(0, 2))}`,
          );
        }
      }
    }
    expect(differences).toEqual([]);
    expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(2000);
  }, 300_000);
});

function rootForAjv({ schema }: KindSchema): JsonObject {
  const converted = forAjv(schema);
  const properties = isObject(converted.properties) ? converted.properties : {};
  return {
    ...converted,
    properties: { ...properties, apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: {} },
  };
}
