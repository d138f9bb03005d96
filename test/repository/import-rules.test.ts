import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import * as z from 'zod';
import { root, tool } from '../../scripts/source-files.ts';

const report = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
});

/** Files that each break one rule, by the rule. */
const offenders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-circle': { 'src/graph/a.ts': "import './b.ts';", 'src/graph/b.ts': "import './a.ts';" },
  'no-barrel-inside': { 'src/platform/barrel.ts': "import '../index.ts';" },
  'model-stands-alone': { 'src/model/up.ts': "import '../graph/pass.ts';" },
  'model-packages': { 'src/model/commands.ts': "import 'commander';" },
  'graph-on-model': { 'src/graph/across.ts': "import '../schema/walk.ts';" },
  'target-on-model': { 'src/targets/argocd/flux.ts': "import '../flux/target.ts';" },
  'target-takes-graph-types': { 'src/targets/argocd/runs.ts': "import '../../graph/pass.ts';" },
  'view-on-model': { 'src/views/up.ts': "import '../graph/pass.ts';" },
  'write-on-model': { 'src/write/up.ts': "import '../graph/pass.ts';" },
  'platform-joins-passes': { 'src/platform/up.ts': "import '../cli/main.ts';" },
  'pulumi-on-platform': { 'src/pulumi/up.ts': "import '../cli/main.ts';" },
  'pulumi-apart': { 'src/platform/pulumi.ts': "import '@pulumi/pulumi';" },
  'testing-on-platform': { 'src/testing/up.ts': "import '../cli/main.ts';" },
  'cli-in-src': { 'src/cli/brings.ts': "import '../../constructs/postgres.ts';" },
  'construct-on-model': { 'constructs/up.ts': "import '../src/platform/platform.ts';" },
  'construct-takes-construct-types': { 'constructs/uses.ts': "import './postgres.ts';" },
  'part-on-parts': { 'constructs/workload/pod.ts': "import type {} from '../postgres.ts';" },
  'stack-only-chooses': { 'stacks/up.ts': "import '../src/platform/platform.ts';" },
  'example-by-name': { 'examples/shop/main.ts': "import '../../src/index.ts';" },
  'no-undeclared-package': { 'src/platform/checks.ts': "import 'typescript';" },
  resolvable: { 'src/platform/lost.ts': "import './nowhere.ts';" },
};

const innocent = [
  'src/index.ts',
  'src/graph/pass.ts',
  'src/schema/walk.ts',
  'src/targets/flux/target.ts',
  'src/cli/main.ts',
  'src/platform/platform.ts',
  'constructs/postgres.ts',
];

test('each import rule finds the file that breaks it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roadbed-rules-'));
  try {
    for (const name of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.json']) {
      copyFileSync(join(root, name), join(folder, name));
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const file of innocent) put(folder, file, 'export const here = 1;');
    for (const files of Object.values(offenders)) {
      for (const [file, text] of Object.entries(files)) put(folder, file, `${text}\nexport const here = 1;`);
    }
    const args = ['--config', '--output-type', 'json', '--', 'src', 'constructs', 'stacks', 'examples'];
    const { stdout } = spawnSync(tool('depcruise'), args, { cwd: folder, encoding: 'utf8' });
    const found = new Map<string, Set<string>>();
    for (const { from, rule } of report.parse(JSON.parse(stdout)).summary.violations) {
      found.set(rule.name, (found.get(rule.name) ?? new Set()).add(from));
    }
    for (const [rule, files] of Object.entries(offenders)) {
      expect([rule, [...(found.get(rule) ?? [])]]).toEqual([rule, expect.arrayContaining([Object.keys(files)[0]])]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 30_000);

test('the package constructs is the one of node_modules, whatever the folder of that name holds', () => {
  const resolved = execFileSync(process.execPath, ['-p', "require.resolve('constructs')"], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(resolved).toContain(`${sep}node_modules${sep}constructs${sep}`);
  expect(require.resolve('constructs')).toContain(`${sep}node_modules${sep}constructs${sep}`);
});

test('the folder constructs has no index, which an import checker would take for the package', () => {
  expect(existsSync(join(root, 'constructs/index.ts'))).toBe(false);
});

function put(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), `${text}\n`);
}
