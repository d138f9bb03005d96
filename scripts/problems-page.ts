import { problemTable } from '../src/model/problem-table.ts';

const areas: Readonly<Record<string, string>> = {
  '1': 'What a developer typed',
  '2': 'Clusters and placement',
  '3': 'Needs and provisioners',
  '4': 'References',
  '5': 'Order',
  '6': 'Schemas',
  '7': 'Ownership and guardrails',
  '8': 'Output',
  '9': 'The program and the command line',
};

/** The page of all problems, with an anchor for each code. */
export function problemsPage(): string {
  const lines = [
    '# Problems',
    '',
    'What a user can do wrong, by code. A problem is printed as `CODE at path.prop: what was found; what to do`; with `--json` it is',
    'an object with these members. A code is never used again for something else.',
  ];
  let area: string | undefined;
  for (const [code, { title, hint }] of Object.entries(problemTable).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const heading = areas[code.charAt(2)];
    if (heading !== area) lines.push('', `## ${heading}`);
    area = heading;
    lines.push('', `### <a id="${code.toLowerCase()}"></a>${code}: ${title}`, '', `What to do: ${hint}.`);
  }
  return `${lines.join('\n')}\n`;
}
