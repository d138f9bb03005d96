import { isByEnvironment } from '../model/by-environment.ts';
import { Imports } from './imports.ts';
import { isMembers, type Planned, type PlannedConstruct, PlannedQuantity, PlannedText, referencesIn } from './plan.ts';

/** What a program is printed of. */
export interface PrintedApplication {
  /** Name of the application. */
  readonly name: string;
  readonly owner: string;
  readonly constructs: readonly PlannedConstruct[];
}

/** Widest line that is printed where there is a choice. */
const WIDTH = 120;

/** A TypeScript module with a function that makes the application, as somebody would write it by hand. */
export function printProgram({ name, owner, constructs }: PrintedApplication): string {
  const imports = new Imports();
  for (const one of ['Application', 'Platform']) imports.local(one);
  const known = constructs.filter(({ module }) => module === undefined);
  for (const { goldenPath, module } of [...known, ...constructs]) imports.local(goldenPath, module);
  const reserved = [...RESERVED, ...HELPERS, ...constructs.map((one) => imports.local(one.goldenPath, one.module))];
  const application = variables([name], reserved).get(name) ?? 'application';
  const names = variables(
    constructs.map(({ id }) => id),
    [...reserved, application],
  );
  const printer = new Printer(names, imports);
  const taken = new Set(constructs.flatMap(({ props }) => [...referencesIn(props)]));
  const body = constructs.flatMap(({ id, goldenPath, module, props, from }, index) => {
    const before = constructs[index - 1]?.from === from ? [] : ['', `  // ${from}`];
    const made = `new ${imports.local(goldenPath, module)}(${application}, ${quoted(id)}, `;
    const start = taken.has(id) ? `  const ${names.get(id)} = ${made}` : `  ${made}`;
    return [...before, `${start}${printer.print(props, 2, start.length + 2)});`];
  });
  return [
    ...imports.lines(),
    '',
    `/** The application ${name}, imported from Score. */`,
    `export function ${application}Application(platform: Platform): Application {`,
    `  const ${application} = new Application(platform, ${quoted(name)}, { owner: ${quoted(owner)} });`,
    ...body,
    '',
    `  return ${application};`,
    '}',
    '',
  ].join('\n');
}

class Printer {
  readonly #names: ReadonlyMap<string, string>;
  readonly #imports: Imports;

  constructor(names: ReadonlyMap<string, string>, imports: Imports) {
    this.#names = names;
    this.#imports = imports;
  }

  /** A value: in one line where it fits, else one member a line. */
  print(planned: Planned | undefined, indent: number, column: number): string {
    const flat = this.#flat(planned);
    if (column + flat.length <= WIDTH || typeof planned !== 'object') return flat;
    const inner = ' '.repeat(indent + 2);
    const end = ' '.repeat(indent);
    if (Array.isArray(planned)) {
      return `[\n${planned.map((item) => `${inner}${this.print(item, indent + 2, indent + 3)},\n`).join('')}${end}]`;
    }
    if (!isMembers(planned)) return flat;
    const lines = given(planned).map(([key, member]) => {
      const start = `${inner}${keyOf(key)}: `;
      return `${start}${this.print(member, indent + 2, start.length + 1)},\n`;
    });
    return `{\n${lines.join('')}${end}}`;
  }

  #flat(planned: Planned | undefined): string {
    if (typeof planned === 'string') return quoted(planned);
    if (typeof planned !== 'object') return String(planned);
    if (planned instanceof PlannedQuantity) return this.#quantity(planned);
    if (planned instanceof PlannedText) return this.#text(planned);
    if (isByEnvironment(planned)) {
      const hosts = planned.environments.map((name) => `${keyOf(name)}: ${quoted(String(planned.in(name)))}`);
      return `${this.#imports.local('byEnvironment')}({ ${hosts.join(', ')} })`;
    }
    if (Array.isArray(planned)) return `[${planned.map((item) => this.#flat(item)).join(', ')}]`;
    if (!isMembers(planned)) throw new Error('a planned value of no known kind');
    const members = given(planned).map(([key, member]) => `${keyOf(key)}: ${this.#flat(member)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }

  #quantity({ kind, text }: PlannedQuantity): string {
    if (kind === 'size') {
      const makers: Readonly<Record<string, string>> = {
        Ki: 'kibibytes',
        Mi: 'mebibytes',
        Gi: 'gibibytes',
        Ti: 'tebibytes',
        Pi: 'pebibyte',
      };
      return `${this.#imports.local('Size')}.${makers[text.slice(-2)]}(${text.slice(0, -2)})`;
    }
    const durations = this.#imports.local('Duration');
    const parts = [...text.matchAll(/(\d+)(ms|[hms])/g)].map(
      ([, amount, unit = '']) => [Number(amount), unit] as const,
    );
    const [only] = parts;
    const makers: Readonly<Record<string, string>> = { h: 'hours', m: 'minutes', s: 'seconds', ms: 'millis' };
    if (only !== undefined && parts.length === 1) return `${durations}.${makers[only[1]]}(${only[0]})`;
    const factors: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
    return `${durations}.millis(${parts.reduce((sum, [amount, unit]) => sum + amount * (factors[unit] ?? 0), 0)})`;
  }

  #text({ parts }: PlannedText): string {
    const values = parts.map((part) =>
      typeof part === 'string' ? part : { code: `${this.#names.get(part.id)}.${part.member}` },
    );
    const [only] = values;
    if (values.length === 1 && typeof only === 'object') return only.code;
    const text = values.map((one) =>
      typeof one === 'string' ? one.replace(/[\\`]|\$\{/g, '\\$&').replaceAll('\n', '\\n') : `\${${one.code}}`,
    );
    return `\`${text.join('')}\``;
  }
}

function given(
  members: Readonly<Record<string, Planned | undefined>>,
): readonly (readonly [string, Planned | undefined])[] {
  return Object.entries(members).filter(([, member]) => member !== undefined);
}

/** A name of a variable for each id: `web-db` is `webDb`; where two would be one, or it is a word of the language, a number follows. */
function variables(ids: readonly string[], reserved: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set(reserved);
  for (const id of ids) {
    if (names.has(id)) continue;
    const camel = id.replace(/-+(.)?/g, (_, letter: string = '') => letter.toUpperCase());
    const plain = /^[a-z_]/i.test(camel) ? camel : `_${camel}`;
    let name = plain;
    for (let number = 2; taken.has(name); number++) name = `${plain}${number}`;
    taken.add(name);
    names.set(id, name);
  }
  return names;
}

/** What the values may need besides golden paths. */
const HELPERS = ['Size', 'Duration', 'byEnvironment'];

/** Words that no variable may be called, and the names of the function's own. */
const RESERVED =
  'platform await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield arguments eval undefined'.split(
    ' ',
  );

function keyOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) && key !== '__proto__'
    ? key
    : `[${quoted(key)}]`.replace(/^\[('(?!__proto__').*')\]$/s, '$1');
}

/** A text in single quotes, as the formatters of the field have it. */
function quoted(text: string): string {
  const json = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(/[\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`);
  return json.includes("'") && !json.includes('"') ? `"${json}"` : `'${json.replaceAll("'", "\\'")}'`;
}
