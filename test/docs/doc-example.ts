import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../../scripts/source-files.ts';

/** An `@example` of something that the package exports. */
export interface DocExample {
  /** What it is an example of: `byEnvironment`, `GoldenPath.patch`. */
  readonly of: string;
  readonly code: string;
}

/** The public face as its comments tell it. */
export interface PublicFace {
  /** Every exported name, sorted. */
  readonly names: readonly string[];
  readonly examples: readonly DocExample[];
}

/** Reads the examples of what modules export, and of the members of their classes and interfaces; one face for each module. */
export function publicFaces(entries: readonly string[]): readonly PublicFace[] {
  const files = entries.map((entry) => join(root, entry));
  const config = ts.readConfigFile(join(root, 'tsconfig.build.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  return files.map((file) => {
    const source = program.getSourceFile(file);
    const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    return faceOf(module === undefined ? [] : checker.getExportsOfModule(module), checker);
  });
}

function faceOf(exported: readonly ts.Symbol[], checker: ts.TypeChecker): PublicFace {
  const examples = exported.flatMap((symbol) => {
    const actual = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return (actual.declarations ?? [])
      .filter(({ parent }) => !parent.getSourceFile().fileName.includes('/node_modules/'))
      .flatMap((declaration) => examplesOf(declaration, symbol.name));
  });
  return { names: exported.map(({ name }) => name).sort(), examples };
}

function examplesOf(declaration: ts.Node, name: string): readonly DocExample[] {
  const own = ts
    .getJSDocTags(declaration)
    .filter(({ tagName }) => tagName.text === 'example')
    .map(({ comment }) => ({ of: name, code: ts.getTextOfJSDocComment(comment) ?? '' }));
  if (!ts.isClassDeclaration(declaration) && !ts.isInterfaceDeclaration(declaration)) return own;
  const members = [...declaration.members].flatMap((member) =>
    examplesOf(member, `${name}.${member.name?.getText() ?? 'new'}`),
  );
  return [...own, ...members];
}
