import ts from 'typescript';

/** What the comments of a class say. */
export interface ClassDocs {
  readonly summary: string;
  readonly examples: readonly string[];
  /** What it becomes in the engines, or nothing. */
  readonly source: string;
  /** Comment of each field that declares an output, by the output's name. */
  readonly outputs: ReadonlyMap<string, string>;
}

/** Reads the comments of a class from its source. */
export function classDocs(text: string, name: string): ClassDocs {
  const source = ts.createSourceFile('class.ts', text, ts.ScriptTarget.Latest, true);
  const declaration = source.statements.filter(ts.isClassDeclaration).find((node) => node.name?.text === name);
  if (declaration === undefined) throw new Error(`there is no class ${name}`);
  const outputs = declaration.members.filter(ts.isPropertyDeclaration).flatMap((member) => {
    const output = outputName(member.initializer);
    return output === undefined ? [] : [[output, commentText(member)] as const];
  });
  const tags = (name: string) =>
    ts
      .getJSDocTags(declaration)
      .filter(({ tagName }) => tagName.text === name)
      .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '');
  return {
    summary: commentText(declaration),
    examples: tags('example'),
    source: tags('source').join(' '),
    outputs: new Map(outputs),
  };
}

/** The name of the output that an initialiser `this.output('name')` declares. */
function outputName(initializer: ts.Expression | undefined): string | undefined {
  if (initializer === undefined || !ts.isCallExpression(initializer)) return undefined;
  const { expression, arguments: given } = initializer;
  const [first] = given;
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'output') return undefined;
  return first !== undefined && ts.isStringLiteral(first) ? first.text : undefined;
}

function commentText(node: ts.Node): string {
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc);
  return ts.getTextOfJSDocComment(comment?.comment) ?? '';
}
