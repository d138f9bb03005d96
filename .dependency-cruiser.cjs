// The table "Who may import whom" as rules: whatever is not listed for a folder is forbidden there.

/** A rule by which files of one folder import only from the listed places of this repository. */
function only(name, from, allowed, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from,
    to: { path: '^(src|constructs|stacks|examples|test|bench|scripts|lib)/', pathNot: allowed },
  };
}

/** What golden paths and provisioners are made of, which is none itself. */
const parts = [
  '^constructs/workload/',
  '^constructs/observability/',
  '^constructs/secret/',
  '^constructs/components/',
  '^constructs/need-class\\.ts$',
  '^constructs/provisioners/(aws-access|aws-machines|azure-server|[a-z]+-resource|cloud-sql|cluster-facts|dns-host|generated-secret|in-cluster-server|machine|managed-resource|network-selector|rds-instance|resource-name|[a-z]+-outputs)\\.ts$',
  '^constructs/pulumi/(aws-network|aws-types|aws-user|azure-types|cloud-types|eks-karpenter|eks-network|eks-roles|gcp-types|kubeconfig|maker|resource)\\.ts$',
  '^constructs/network/(access|argocd-manager|certificates|names|network-connection|network-props|prometheus)\\.ts$',
  '^constructs/clusters/(aks-plan|connection-reader|eks-access|eks-karpenter|eks-network|eks-plan|gke-plan|ipv4|karpenter-plan|managed|node-pool)\\.ts$',
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Files that import each other in a circle cannot be read, tested or loaded one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-barrel-inside',
      comment: 'src/index.ts is the public face; what stands behind it never looks through it.',
      severity: 'error',
      from: { path: '^(src|constructs|stacks)/', pathNot: '^src/index\\.ts$' },
      to: { path: '(^src|^src/[^/]+|^src/targets/[^/]+)/index\\.ts$' },
    },
    only('model-stands-alone', { path: '^src/model/' }, ['^src/model/'], 'src/model is the ground floor.'),
    {
      name: 'model-packages',
      comment: 'src/model knows the tree of constructs, cdk8s and its schema language, and no other package.',
      severity: 'error',
      from: { path: '^src/model/' },
      to: {
        dependencyTypesNot: ['core', 'local'],
        pathNot: ['^src/', 'node_modules/(constructs|cdk8s|zod)/'],
      },
    },
    only(
      'graph-on-model',
      { path: '^src/(graph|schema)/([^/]+)' },
      ['^src/model/', '^src/$1/'],
      'A pass and a schema know only the shared words.',
    ),
    only(
      'target-on-model',
      { path: '^src/targets/([^/]+)/' },
      ['^src/model/', '^src/targets/$1/', '^src/targets/shared/', '^src/graph/'],
      'A target never sees another target or a construct.',
    ),
    {
      name: 'target-takes-graph-types',
      comment: 'A target reads the resolved graph; it runs no pass, so of src/graph it takes types alone.',
      severity: 'error',
      from: { path: '^src/targets/' },
      to: { path: '^src/graph/', dependencyTypesNot: ['type-only'] },
    },
    only(
      'view-on-model',
      { path: '^src/views/' },
      ['^src/model/', '^src/views/'],
      'A view reads the written graph alone.',
    ),
    only(
      'sealing-on-model',
      { path: '^src/sealing/' },
      ['^src/model/', '^src/sealing/'],
      'Sealing knows only the model.',
    ),
    only(
      'joining-on-model',
      { path: '^src/joining/' },
      ['^src/model/', '^src/joining/'],
      'Joining knows the written graph and clusters, and no pass.',
    ),
    only(
      'score-on-model',
      { path: '^src/score/' },
      ['^src/model/', '^src/score/', '^src/graph/'],
      'Score files are read into plans of golden paths, and never know one.',
    ),
    {
      name: 'score-takes-graph-types',
      comment: 'Score files are written from a rendered graph; nothing of a pass runs there.',
      severity: 'error',
      from: { path: '^src/score/' },
      to: { path: '^src/graph/', dependencyTypesNot: ['type-only'] },
    },
    only('write-on-model', { path: '^src/write/' }, ['^src/model/', '^src/write/'], 'The writer knows only the model.'),
    only(
      'platform-joins-passes',
      { path: '^src/platform/' },
      ['^src/(model|graph|schema|sealing|targets|write|platform)/'],
      'The platform puts the passes together.',
    ),
    only(
      'pulumi-on-platform',
      { path: '^src/pulumi/' },
      ['^src/(model|graph|schema|targets|write|platform|pulumi)/'],
      'The Pulumi entry point stands on the platform.',
    ),
    {
      name: 'pulumi-apart',
      comment: '@pulumi packages are optional peers: only src/pulumi may load them.',
      severity: 'error',
      from: { path: '^(src|constructs|stacks)/', pathNot: '^src/pulumi/' },
      to: { path: '(^|node_modules/)@pulumi/' },
    },
    only(
      'testing-on-platform',
      { path: '^src/testing/' },
      ['^src/(model|graph|schema|targets|write|platform|testing)/'],
      "What users' tests need stands on the platform.",
    ),
    only(
      'observability-of-constructs',
      { path: '^src/observability/' },
      ['^src/(model|observability)/', '^constructs/'],
      'A public face of its own, so that nobody else loads what dashboards are made with.',
    ),
    only(
      'cli-in-src',
      { path: '^src/cli/' },
      ['^src/'],
      "The user's program brings constructs and stacks, not the CLI.",
    ),
    only('index-is-a-list', { path: '^src/[a-z-]+\\.ts$' }, ['^src/', '^constructs/', '^stacks/'], 'The public face.'),
    only(
      'construct-on-model',
      { path: '^constructs/' },
      ['^src/model/', '^src/sealing/', '^constructs/'],
      'A construct knows the model, and reads what was sealed.',
    ),
    {
      name: 'construct-takes-construct-types',
      comment:
        'A golden path or provisioner takes of another only its public type; what they are made of stands in parts.',
      severity: 'error',
      from: { path: '^constructs/' },
      to: { path: '^constructs/', pathNot: parts, dependencyTypesNot: ['type-only'] },
    },
    only(
      'part-on-parts',
      { path: parts },
      ['^src/model/', '^src/sealing/', ...parts],
      'A part knows nothing of what is made of it.',
    ),
    only(
      'stack-only-chooses',
      { path: '^stacks/' },
      ['^constructs/', '^src/model/', '^stacks/'],
      'A stack only chooses.',
    ),
    only(
      'example-by-name',
      { path: '^examples/([^/]+)' },
      ['^examples/$1/', '^lib/'],
      'Examples import the package by name.',
    ),
    {
      name: 'no-undeclared-package',
      comment: 'What the published code loads stands in dependencies or peerDependencies.',
      severity: 'error',
      from: { path: '^(src|constructs|stacks)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads to a file.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/'] },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    detectJSDocImports: false,
    parser: 'tsc',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
      extensions: ['.ts', '.js', '.cjs', '.json', '.d.ts'],
    },
  },
};
