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

/** Reads the examples of what a module exports, and of the members of its classes and interfaces. */
export function publicFace(entry: string): PublicFace {
  const config = ts.readConfigFile(join(root, 'tsconfig.build.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram([join(root, entry)], { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(root, entry));
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  const exported = module === undefined ? [] : checker.getExportsOfModule(module);
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
