import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** A type of the package `kubernetes-models`: its declaration, and its name as schemas refer to it (`apps.v1.DeploymentSpec`). */
export interface CoreType {
  readonly name: string;
  /** Group and version as a file name: `apps.v1`, `core.v1`, `rbac.authorization.k8s.io.v1`. */
  readonly module: string;
  /** Name that other declarations use: `IIoK8sApiAppsV1DeploymentSpec`. */
  readonly reference: string;
  /** The module that exports the validator. */
  readonly validator: string;
  readonly declaration: ts.InterfaceDeclaration | ts.TypeAliasDeclaration;
}

/** Reads the declarations of all stable versions; beta and removed ones come from a cluster (`roadbed schemas pull`). */
export function readCoreTypes(): readonly CoreType[] {
  const models = dirname(require.resolve('kubernetes-models/package.json'));
  const machinery = dirname(require.resolve('@kubernetes-models/apimachinery/package.json', { paths: [models] }));
  const kinds = declarations(models).flatMap((file) => read(models, file, moduleOf(relative(models, file))));
  const shared = declarations(machinery).flatMap((file) =>
    read(machinery, file, sharedModuleOf(relative(machinery, file))),
  );
  return [...shared, ...kinds].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function declarations(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts') && !file.includes('_schemas') && !file.includes('node_modules'))
    .filter((file) => !file.endsWith(`${sep}index.d.ts`) && file !== 'index.d.ts')
    .sort()
    .map((file) => join(root, file));
}

/** `apps/v1/Deployment.d.ts` is of module `apps.v1`, `v1/Pod.d.ts` of `core.v1`; undefined for versions that are not stable. */
function moduleOf(file: string): string | undefined {
  const folders = file.split(sep).slice(0, -1);
  const version = folders.pop() ?? '';
  return /^v\d+$/.test(version) ? `${folders[0] ?? 'core'}.${version}` : undefined;
}

/** `apis/meta/v1/ObjectMeta.d.ts` is of module `meta.v1`, `util/intstr/IntOrString.d.ts` of `intstr`. */
function sharedModuleOf(file: string): string {
  const folders = file.split(sep).slice(0, -1);
  const last = folders.pop() ?? '';
  return /^v\d+$/.test(last) ? `${folders.pop() ?? ''}.${last}` : last;
}

function read(root: string, file: string, module: string | undefined): readonly CoreType[] {
  if (module === undefined) return [];
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false);
  const name = file.slice(file.lastIndexOf(sep) + 1, -'.d.ts'.length);
  const reference = /\bas (IIo\w+)/.exec(source.text)?.[1];
  if (reference === undefined) throw new Error(`${file} exports no full name`);
  for (const statement of source.statements) {
    const declared = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    if (!declared || statement.name.text !== `I${name}`) continue;
    const validator = join(root, '_schemas', `${reference.slice(1)}.js`);
    return [{ name: `${module}.${name}`, module, reference, validator, declaration: statement }];
  }
  throw new Error(`${file} declares no type I${name}`);
}
