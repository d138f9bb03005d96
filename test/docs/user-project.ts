import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { root } from '../../scripts/source-files.ts';

/** What the project of a reader of the guide has installed beside Roadbed. */
const installed = ['cdk8s', 'cdk8s-plus-33', 'constructs', 'zod', '@types/jest', '@types/node'];

/** A folder like a reader's project, with the built package in node_modules. */
export class UserProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'roadbed-docs-'));
  readonly #mirrored = new Set<string>();

  constructor() {
    this.write('package.json', '{ "name": "user", "private": true, "type": "commonjs" }\n');
    this.#link('roadbed', root);
    for (const name of installed) this.#link(name, join(root, 'node_modules', name));
  }

  /** Puts a file into the project and returns its path. */
  write(name: string, text: string): string {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  /** Puts a file into a copy of this repository, which holds links to what is there, and returns its path. */
  writeToRepository(name: string, text: string): string {
    const packages = join(this.folder, 'repository/node_modules');
    if (!existsSync(packages)) {
      mkdirSync(dirname(packages), { recursive: true });
      symlinkSync(join(root, 'node_modules'), packages);
    }
    const parts = dirname(name).split('/');
    for (const depth of parts.keys()) this.#mirror(parts.slice(0, depth + 1).join('/'));
    return this.write(`repository/${name}`, text);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What the compiler says of files of the project, each as `file(line): message`. */
  problems(files: readonly string[]): readonly string[] {
    const program = ts.createProgram(files, {
      target: ts.ScriptTarget.ES2023,
      lib: ['lib.es2023.d.ts'],
      module: ts.ModuleKind.Node20,
      // A block without an import is a program of its own, not a part of the next one.
      moduleDetection: ts.ModuleDetectionKind.Force,
      allowImportingTsExtensions: true,
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noImplicitOverride: true,
      skipLibCheck: true,
      types: ['node', 'jest'],
      typeRoots: [join(root, 'node_modules', '@types')],
    });
    return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
      const name = file === undefined ? '' : relative(this.folder, file.fileName);
      return `${name}(${line}): ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  }

  /** Makes a folder of the copy a folder of its own, in which everything is a link. */
  #mirror(folder: string): void {
    const copy = join(this.folder, 'repository', folder);
    if (this.#mirrored.has(folder)) return;
    this.#mirrored.add(folder);
    rmSync(copy, { force: true });
    mkdirSync(copy, { recursive: true });
    const original = join(root, folder);
    for (const name of existsSync(original) ? readdirSync(original) : []) {
      symlinkSync(join(original, name), join(copy, name));
    }
  }

  #link(name: string, target: string): void {
    const path = join(this.folder, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  }
}
