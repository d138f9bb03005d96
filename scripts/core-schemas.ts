import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { defaults, handWritten, listMaps, listSets, openTypes } from './core-facts.ts';
import { Probe } from './core-probe.ts';
import { type CoreType, readCoreTypes } from './core-types.ts';

/** A schema under construction; the keys are written in the order in which they are set. */
type Schema = Record<string, unknown>;

const folder = resolve(__dirname, '../core-schemas');

/** Writes `core-schemas/`, one file a group and version, derived from the package `kubernetes-models`; or says with `--check` what differs. */
function main(): void {
  const files = coreSchemaFiles();
  if (!process.argv.includes('--check')) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const [file, text] of files) writeFileSync(join(folder, file), text);
    return;
  }
  const names = [...new Set([...readdirSync(folder), ...files.keys()])].sort();
  const stale = names.filter(
    (name) => !existsSync(join(folder, name)) || readFileSync(join(folder, name), 'utf8') !== files.get(name),
  );
  for (const name of stale) process.stderr.write(`core-schemas/${name} is stale: run npm run schemas\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
}

/** The text of every file of `core-schemas/`, by name. */
function coreSchemaFiles(): ReadonlyMap<string, string> {
  const types = readCoreTypes();
  const names = new Map(types.map((type) => [type.reference, type.name]));
  const modules = new Map<string, CoreType[]>();
  for (const type of types) {
    const module = modules.get(type.module) ?? [];
    modules.set(type.module, module);
    module.push(type);
  }
  const files = new Map<string, string>();
  for (const [module, members] of modules) {
    const lines = members.map(
      (type) => `${JSON.stringify(shortName(type))}:${JSON.stringify(new Derivation(type, names).schema())}`,
    );
    files.set(`${module}.json`, `{\n${lines.join(',\n')}\n}\n`);
  }
  files.set('README.md', readme());
  return files;
}

function shortName(type: CoreType): string {
  return type.name.slice(type.module.length + 1);
}

/** Derives the schema of one type from its declaration and its validator. */
class Derivation {
  readonly #type: CoreType;
  readonly #names: ReadonlyMap<string, string>;
  readonly #probe: Probe;

  constructor(type: CoreType, names: ReadonlyMap<string, string>) {
    this.#type = type;
    this.#names = names;
    this.#probe = new Probe(type.validator);
  }

  schema(): unknown {
    const { name, declaration } = this.#type;
    const known = handWritten[name];
    if (known !== undefined) return known;
    if (ts.isTypeAliasDeclaration(declaration)) return this.#typeAt(declaration.type, '');
    if (declaration.members.length === 0) return this.#withoutFields();
    // A kind's own `apiVersion` and `kind` are literals here; they are how its schema is found, and any text otherwise.
    const identity = declaration.heritageClauses === undefined ? [] : ['apiVersion', 'kind'];
    return this.#object(declaration.members, '', identity);
  }

  #withoutFields(): Schema {
    if (this.#probe.accepts('text', '')) return { 'x-kubernetes-preserve-unknown-fields': true };
    const open = openTypes.has(this.#type.name) ? { 'x-kubernetes-preserve-unknown-fields': true } : {};
    return { type: 'object', ...open };
  }

  #object(members: ts.NodeArray<ts.TypeElement>, place: string, identity: readonly string[] = []): Schema {
    const properties: Schema = {};
    const required: string[] = [];
    for (const member of members) {
      if (!ts.isPropertySignature(member) || member.type === undefined) throw this.#odd(place, member);
      const field = ts.isStringLiteral(member.name) || ts.isIdentifier(member.name) ? member.name.text : '';
      const named = identity.includes(field);
      if (member.questionToken === undefined && !named) required.push(field);
      const schema: Schema = named ? { type: 'string' } : this.#typeAt(member.type, `${place}/${field}`);
      // To Go, an optional text that is empty is one that is not there.
      if (Array.isArray(schema.enum) && member.questionToken !== undefined)
        schema.enum = [...new Set([...schema.enum, ''])];
      properties[field] = { ...schema, ...(place === '' ? facts(`${this.#type.name}.${field}`) : {}) };
    }
    return { type: 'object', properties, ...(required.length === 0 ? {} : { required }) };
  }

  #typeAt(node: ts.TypeNode, place: string): Schema {
    if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) {
      const [item] = node.typeArguments ?? [];
      const isList = node.typeName.text === 'Array' && item !== undefined;
      return isList
        ? { type: 'array', items: this.#typeAt(item, `${place}/0`) }
        : { $ref: this.#referenced(node.typeName.text) };
    }
    if (ts.isTypeLiteralNode(node)) {
      const [index] = node.members;
      const isMap = index !== undefined && ts.isIndexSignatureDeclaration(index);
      return isMap
        ? { type: 'object', additionalProperties: this.#typeAt(index.type, `${place}/key`) }
        : this.#object(node.members, place);
    }
    return this.#scalar(node, place);
  }

  #scalar(node: ts.TypeNode, place: string): Schema {
    switch (node.kind) {
      case ts.SyntaxKind.BooleanKeyword:
        return { type: 'boolean' };
      case ts.SyntaxKind.StringKeyword:
        return withFormat('string', this.#probe.failedFormat('\u0001', place));
      case ts.SyntaxKind.NumberKeyword:
        if (this.#probe.accepts(0.5, place)) return { type: 'number' };
        return withFormat('integer', this.#probe.failedFormat(0.5, place));
      default:
        return { type: 'string', enum: this.#literals(node, place) };
    }
  }

  #literals(node: ts.TypeNode, place: string): readonly string[] {
    const parts = ts.isUnionTypeNode(node) ? node.types : [node];
    return parts.map((part) => {
      if (!ts.isLiteralTypeNode(part) || !ts.isStringLiteral(part.literal)) throw this.#odd(place, part);
      return part.literal.text;
    });
  }

  #referenced(name: string): string {
    if (name === this.#type.declaration.name.text) return this.#type.name;
    const full = this.#names.get(name);
    if (full === undefined) throw new Error(`${this.#type.name} refers to ${name}, which is not there`);
    return full;
  }

  #odd(place: string, node: ts.Node): Error {
    return new Error(`${this.#type.name}${place} is declared in a form that is not known: ${ts.SyntaxKind[node.kind]}`);
  }
}

function facts(field: string): Schema {
  const keys = listMaps[field];
  if (keys !== undefined) return { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': keys };
  if (listSets.has(field)) return { 'x-kubernetes-list-type': 'set' };
  return field in defaults ? { default: defaults[field] } : {};
}

function withFormat(type: string, format: string | undefined): Schema {
  return format === undefined ? { type } : { type, format };
}

function readme(): string {
  const manifest = join(dirname(require.resolve('kubernetes-models/package.json')), 'package.json');
  const { name, version, license }: { name: string; version: string; license: string } = JSON.parse(
    readFileSync(manifest, 'utf8'),
  );
  return [
    '# Schemas of the core kinds',
    '',
    `Generated by \`npm run schemas\` from the npm package \`${name}\` ${version} (${license}, Tommy Chen), which is generated from Kubernetes`,
    '(Apache-2.0, The Kubernetes Authors). One file a group and version, one definition a line. Do not edit;',
    '`docs/decisions/004-core-schemas.md` says why they are here.',
    '',
  ].join('\n');
}

main();
