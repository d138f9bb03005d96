import ts from 'typescript';
import type { JsonSchema } from '../src/model/json-schema.ts';
import { memberFacts, type PropFacts, propFacts } from './prop-facts.ts';

interface Comment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Writes the documentation of props into a declaration file, where editors read it.
 *
 * The compiler knows the type of a schema and nothing of `.describe()`: what it emits for the props of a golden path is
 * `ZodObject<{ port: ZodInt }>`. TypeScript carries a comment on a key of that literal through every mapped type of zod and
 * Roadbed to the call site, so a comment there is what an editor shows. What was written before is replaced.
 *
 * @param declaration text of the `.d.ts`
 * @param schemas JSON Schema of each golden path in the file, by class name
 */
export function describeProps(declaration: string, schemas: ReadonlyMap<string, JsonSchema>): string {
  const source = ts.createSourceFile('props.d.ts', declaration, ts.ScriptTarget.Latest, true);
  const comments: Comment[] = [];
  for (const [name, schema] of schemas) {
    const literals = schemaLiterals(source, name);
    if (literals.length === 0) throw new Error(`the declaration of ${name} shows no schema with props`);
    for (const literal of literals) comments.push(...literalComments(literal, propFacts(schema), declaration));
  }
  const sorted = [...new Map(comments.map((comment) => [comment.end, comment])).values()].sort((a, b) => b.end - a.end);
  let text = declaration;
  for (const { start, end, text: comment } of sorted) text = text.slice(0, start) + comment + text.slice(end);
  return text;
}

/** The literals that hold the props of a class: in the type of its `schema`, and in that of the constant that it extends. */
function schemaLiterals(source: ts.SourceFile, name: string): readonly ts.TypeLiteralNode[] {
  const found: ts.TypeLiteralNode[] = [];
  for (const statement of source.statements) {
    if (!ts.isClassDeclaration(statement) || statement.name?.text !== name) continue;
    for (const clause of statement.heritageClauses ?? []) {
      for (const type of clause.types.flatMap((base) => base.typeArguments ?? [])) {
        if (ts.isTypeQueryNode(type)) found.push(...variableLiterals(source, type.exprName.getText()));
      }
    }
    for (const member of statement.members) {
      if (ts.isPropertyDeclaration(member) && member.name.getText() === 'schema' && member.type !== undefined) {
        found.push(...outerLiterals(member.type));
      }
    }
  }
  return found;
}

function variableLiterals(source: ts.SourceFile, name: string): readonly ts.TypeLiteralNode[] {
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => statement.declarationList.declarations)
    .filter((declaration) => declaration.name.getText() === name)
    .flatMap(({ type }) => (type === undefined ? [] : outerLiterals(type)));
}

/** The type literals of a type that do not stand in another literal. */
function outerLiterals(type: ts.Node): readonly ts.TypeLiteralNode[] {
  if (ts.isTypeLiteralNode(type)) return [type];
  const found: ts.TypeLiteralNode[] = [];
  ts.forEachChild(type, (child) => {
    found.push(...outerLiterals(child));
  });
  return found;
}

function literalComments(literal: ts.TypeLiteralNode, props: readonly PropFacts[], text: string): readonly Comment[] {
  const byName = new Map(props.map((prop) => [prop.path.slice(prop.path.lastIndexOf('.') + 1), prop]));
  return literal.members.flatMap((member) => {
    const prop = member.name === undefined ? undefined : byName.get(member.name.getText().replace(/^['"]|['"]$/g, ''));
    if (prop === undefined || !ts.isPropertySignature(member)) return [];
    const inner = member.type === undefined ? [] : outerLiterals(member.type);
    const members = memberFacts(prop);
    return [
      { start: member.getFullStart(), end: member.getStart(), text: comment(prop, indent(member, text)) },
      ...inner.flatMap((nested) => literalComments(nested, members, text)),
    ];
  });
}

/** The white space that a member begins with, on a line of its own. */
function indent(member: ts.Node, text: string): string {
  const start = member.getStart();
  return `\n${' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1))}`;
}

function comment(prop: PropFacts, newLine: string): string {
  const lines = [
    ...prop.description.split('\n'),
    ...(prop.limits === undefined || prop.description.includes(prop.limits) ? [] : ['', `Limits: ${prop.limits}.`]),
    ...(prop.defaultText === undefined ? [] : [`@default ${prop.defaultText}`]),
  ].map((line) => line.replaceAll('*/', '*\\/'));
  return `${newLine}/**${lines.map((line) => `${newLine} *${line === '' ? '' : ` ${line}`}`).join('')}${newLine} */${newLine}`;
}
