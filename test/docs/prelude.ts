import ts from 'typescript';

/**
 * What the examples of the reference may use without making it. A name is declared for an example that uses it and does not
 * declare it; what the declaration itself uses comes with it.
 */
const prelude: Readonly<Record<string, string>> = {
  platform: "new Platform({ repository: { url: 'https://github.com/acme/platform', path: 'dist' } })",
  dev: "Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example:6443' })",
  prod: "Cluster.existing(platform, 'prod', { environment: 'prod', server: 'https://prod.acme.example:6443' })",
  shop: "new Application(platform, 'shop', { owner: 'team-shop', tags: ['shop'] })",
  image: "'ghcr.io/acme/api:1.4.2'",
  api: "new WebService(new Application(platform, 'other', { owner: 'team-shop' }), 'api', { image, port: 8080 })",
  orders: "new Postgres(new Application(platform, 'data', { owner: 'team-shop' }), 'orders', {})",
  sessions: "new Redis(new Application(platform, 'cache', { owner: 'team-shop' }), 'sessions', {})",
  queue: "new Redis(new Application(platform, 'queues', { owner: 'team-shop' }), 'queue', {})",
  observability: "new Application(platform, 'observability', { owner: 'platform', namespace: 'monitoring' })",
  secrets: "new Application(platform, 'secrets', { owner: 'platform' })",
  banner: 'z.strictObject({ text: z.string() })',
};

/** The program that examples import as `./main.ts`. */
export const mainProgram = `import { Platform } from 'roadbed';

new Platform({ repository: { url: 'https://github.com/acme/platform' } }).synth();
`;

/**
 * An example made whole: imports of what it uses of the package, the prelude, and its own text.
 *
 * What it waits for is its export `done`.
 *
 * @param exported the entry that exports each name
 */
export function wholeProgram(example: string, exported: ReadonlyMap<string, string>): string {
  const own = declared(example);
  const taken = new Set<string>();
  const declarations: string[] = [];
  const take = (text: string) => {
    for (const word of identifiers(text)) {
      const value = Object.hasOwn(prelude, word) ? prelude[word] : undefined;
      if (value === undefined || own.has(word) || taken.has(word)) continue;
      taken.add(word);
      take(value);
      declarations.push(`const ${word} = ${value};`);
    }
  };
  take(example);
  const used = identifiers([...declarations, example].join('\n'));
  const imports = [
    ...[...exported]
      .filter(([name]) => used.has(name) && !own.has(name) && !taken.has(name))
      .map(([name, entry]) => `import { ${name} } from '${entry}';`),
    ...(used.has('z') && !own.has('z') ? ["import * as z from 'zod';"] : []),
  ];
  return [...imports, ...declarations, 'export const done = (async () => {', example, '})();', ''].join('\n');
}

/** The names that a program declares at its top. */
function declared(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node) || ts.isFunctionLike(node)) return;
    if (
      ts.isIdentifier(node) &&
      'name' in node.parent &&
      node.parent.name === node &&
      !ts.isPropertyAccessExpression(node.parent)
    ) {
      names.add(node.text);
    }
    if (!ts.isObjectLiteralExpression(node)) ts.forEachChild(node, visit);
  };
  for (const statement of parse(text).statements) {
    if (ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement)) names.add(statement.name?.text ?? '');
    else visit(statement);
  }
  return names;
}

function identifiers(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(parse(text));
  return names;
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile('example.ts', text, ts.ScriptTarget.Latest, true);
}
