import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { SERVICE_MONITOR } from './replicas.ts';
import { charts } from './versions.ts';

const NAMESPACE = 'k8sgpt';

const options = z
  .strictObject({
    backend: z
      .enum(['openai', 'azureopenai', 'localai'])
      .optional()
      .describe(
        'Model that explains what is wrong on the cluster: its key is the key `key` of the Secret `k8sgpt` in `k8sgpt`, which localai does without. Default: none, and nothing is analysed.',
      ),
    model: z.string().min(1).max(253).default('gpt-4o-mini').describe('Name of the model.'),
    url: z.url().optional().describe('Address of the model, which azureopenai and localai need.'),
    engine: z.string().min(1).max(253).optional().describe('Name of the deployment, of azureopenai alone.'),
  })
  .check(({ value, issues }) => {
    const { backend, url, engine } = value;
    const custom = (path: 'url' | 'engine', message: string) =>
      issues.push({ code: 'custom', path: [path], input: value[path], message });
    if (url === undefined && (backend === 'azureopenai' || backend === 'localai'))
      custom('url', `must be given, as ${backend} has an address of its own`);
    if ((engine === undefined) === (backend === 'azureopenai'))
      custom('engine', 'must be given for azureopenai, and for no other');
  });

/** What looks for trouble on a cluster and says in words what it may be. Names of objects are masked before they are sent. */
export const k8sgpt = component({
  name: 'k8sgpt',
  chart: charts.k8sgpt,
  namespace: NAMESPACE,
  on: 'all',
  provides: ['K8sGPT', 'Mutation', 'Result'].map((kind) => `${kind}.core.k8sgpt.ai`),
  podSecurity: 'baseline',
  options,
  values: (_, { brings }) => ({ serviceMonitor: { enabled: brings(SERVICE_MONITOR) } }),
  setup: (chosen) =>
    chosen.backend === undefined ? [] : [{ name: 'analysis', namespace: NAMESPACE, manifests: [analysis(chosen)] }],
});

function analysis({ backend, model, url, engine }: z.output<typeof options>): Manifest {
  const secret = backend === 'localai' ? undefined : { name: 'k8sgpt', key: 'key' };
  return {
    apiVersion: 'core.k8sgpt.ai/v1alpha1',
    kind: 'K8sGPT',
    metadata: { name: 'platform', namespace: NAMESPACE },
    spec: { ai: { enabled: true, anonymized: true, backend, model, baseUrl: url, engine, secret } },
  };
}
