import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonSchema } from '../src/model/json-schema.ts';
import { classDocs } from './class-docs.ts';
import type { GoldenPathSource } from './golden-paths.ts';
import { cell, code, table } from './markdown.ts';
import { memberFacts, type PropFacts, propFacts } from './prop-facts.ts';
import { root } from './source-files.ts';

/** The page of a golden path: its props from its schema, its outputs and examples from its source. */
export function goldenPathPage(path: GoldenPathSource, schema: JsonSchema): string {
  const docs = classDocs(readFileSync(join(root, `${path.module}.ts`), 'utf8'), path.name);
  const becomes = docs.source === '' ? [] : [`It becomes: ${docs.source}.`];
  const sections = [`# ${path.name}`, docs.summary, ...becomes, '## Props', ...propTables(propFacts(schema))];
  if (path.outputs.length > 0) {
    const rows = path.outputs.map(({ output, secret }) => [
      code(output),
      secret ? 'secret' : '',
      cell(docs.outputs.get(output) ?? ''),
    ]);
    sections.push('## Outputs', table(['Output', 'Kind', 'What it is'], rows));
  }
  for (const example of docs.examples) sections.push('## Example', `\`\`\`ts\n${example}\n\`\`\``);
  return `${sections.join('\n\n')}\n`;
}

/** The table of some props, and behind it one for each of them that has members. */
function propTables(props: readonly PropFacts[], heading?: string): readonly string[] {
  const rows = props.map((prop) => [
    code(prop.path),
    code(prop.type),
    prop.required ? 'required' : code(prop.defaultText),
    cell(prop.limits ?? ''),
    cell(prop.description),
  ]);
  const headings = ['Prop', 'Type', 'Default', 'Limits', 'What it is'];
  const inner = props.flatMap((prop) => {
    const members = memberFacts(prop);
    return members.length === 0 ? [] : propTables(members, `### ${prop.path}`);
  });
  const patterns = props.filter(({ pattern }) => pattern !== undefined);
  return [
    ...(heading === undefined ? [] : [heading]),
    table(headings, rows),
    ...(patterns.length === 0
      ? []
      : [patterns.map(({ path, pattern }) => `- \`${path}\` matches \`${pattern}\``).join('\n')]),
    ...inner,
  ];
}
