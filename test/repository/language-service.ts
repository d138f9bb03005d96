import { join } from 'node:path';
import ts from 'typescript';

const file = 'program.ts';

/** An editor on one program in a project: what it says of the program, and of the words in it. */
export interface Editor {
  /** What the compiler objects to. */
  readonly problems: readonly string[];
  /** What hovering over the word at a place of the program shows: its documentation and tags. */
  hover(position: number): string;
}

/** Opens a program in a project, as an editor does. The program need not be on the disk. */
export function openEditor(project: string, program: string): Editor {
  const path = join(project, file);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.Node20,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    types: [],
  };
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [path],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const text = name === path ? program : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => project,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === path || ts.sys.fileExists(name),
    readFile: (name) => (name === path ? program : ts.sys.readFile(name)),
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    ...(ts.sys.realpath === undefined ? {} : { realpath: ts.sys.realpath }),
  });
  const diagnostics = [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)];
  return {
    problems: diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    hover: (position) => {
      const info = service.getQuickInfoAtPosition(path, position);
      const tags = (info?.tags ?? []).map(({ name, text }) => `@${name} ${ts.displayPartsToString(text)}`);
      return [ts.displayPartsToString(info?.documentation), ...tags].join('\n');
    },
  };
}
