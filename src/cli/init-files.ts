import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../platform/package.ts';

/** The files of a new platform, by their path in its folder. */
export function initFiles(name: string): ReadonlyMap<string, string> {
  return new Map([
    ['.gitignore', 'node_modules/\n'],
    ['README.md', readme(name)],
    ['cdk8s.yaml', cdk8sConfig],
    ['main.ts', program],
    ['package.json', `${JSON.stringify(manifest(name), undefined, 2)}\n`],
    ['tsconfig.json', `${JSON.stringify(compilerSettings, undefined, 2)}\n`],
  ]);
}

/** The versions are those that this Roadbed works with. */
function manifest(name: string): object {
  const own: unknown = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  const { version, peerDependencies, peerDependenciesMeta = {} } = isManifest(own) ? own : NO_MANIFEST;
  // What is optional is asked for by who wants it.
  const peers = Object.entries(peerDependencies).filter(([name]) => !Object.hasOwn(peerDependenciesMeta, name));
  return {
    name,
    version: '0.0.0',
    private: true,
    scripts: { synth: 'roadbed synth', validate: 'roadbed validate', diff: 'roadbed diff' },
    devDependencies: { ...Object.fromEntries(peers), roadbed: `^${version}`, typescript: '^6.0.0' },
  };
}

interface PackageManifest {
  readonly version: string;
  readonly peerDependencies: object;
  readonly peerDependenciesMeta?: object;
}

const NO_MANIFEST: PackageManifest = { version: '0.0.0', peerDependencies: {} };

function isManifest(value: unknown): value is PackageManifest {
  return typeof value === 'object' && value !== null && 'version' in value && 'peerDependencies' in value;
}

const compilerSettings = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2022'],
    module: 'node16',
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
    allowImportingTsExtensions: true,
  },
  include: ['*.ts'],
};

const cdk8sConfig = `# Roadbed takes the program from here, and the ordinary cdk8s CLI runs it by this command.
language: typescript
app: node --require roadbed/register main.ts
`;

const program = `import { Application, byEnvironment, Cluster, DistributionRule, Platform, Redis, WebService } from 'roadbed';

// The git repository that Argo CD reads, and the folder in it that \`roadbed synth\` writes.
const platform = new Platform({
  repository: { url: 'https://github.com/acme/platform', path: 'dist' },
  // No cluster is of it yet.
  environments: { prod: { tier: 'production' } },
});

// Where things run. The environments of the platform are those of its clusters, and those above; rules choose clusters by their tags.
Cluster.existing(platform, 'hub', { environment: 'dev', server: 'https://kubernetes.default.svc' });
Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example:6443', tags: ['apps'] });

// What is delivered: an application of a team, made of golden paths. Nobody names an engine, a namespace or a secret's key.
const shop = new Application(platform, 'shop', { owner: 'team-shop', tags: ['shop'] });
const sessions = new Redis(shop, 'sessions', {});
const host = byEnvironment({ dev: 'shop.dev.acme.example', prod: 'shop.acme.example' });
new WebService(shop, 'web', {
  image: 'ghcr.io/acme/web:1.0.0',
  port: 8080,
  env: { REDIS_URL: sessions.url },
  host,
});

// Which applications go to which clusters.
new DistributionRule(platform, 'shop-to-apps', { applications: ['shop'], clusters: ['apps'] });

platform.synth();
`;

function readme(name: string): string {
  return `# ${name}

The platform is the program \`main.ts\`. Roadbed turns it into the folder \`dist\`, which Argo CD reads.

\`\`\`sh
npm install
npx roadbed synth
\`\`\`

- \`npx roadbed validate\` checks the program, its types and all that it makes, and writes nothing.
- \`npx roadbed diff\` shows what a synthesis would change, and on how many clusters.
- \`npx roadbed explain shop/web\` tells where something comes from, and why it is where it is.
- \`npx roadbed schemas add FILE|DIR|URL\` adds schemas of custom kinds, which every object is then checked against.

Commit \`dist\`: what is reviewed is what runs. In CI, \`npx roadbed synth --check\` fails where it is not up to date.
`;
}
