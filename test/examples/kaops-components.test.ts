import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import * as roadbed from 'roadbed';
import * as observability from 'roadbed/observability';
import { platformOf, type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import { root } from '../../scripts/source-files.ts';

const source = readFileSync(join(root, 'examples/kaops/main.ts'), 'utf8');
const program = transformSync(source, {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
}).code;

/** The example, with other choices of components. */
async function kaopsWith(choices: roadbed.ComponentsProps): Promise<ResolvedPlatform> {
  class Network extends roadbed.Network {
    constructor(...[scope, id, props]: ConstructorParameters<typeof roadbed.Network>) {
      super(scope, id, { ...props, components: { ...props.components, ...choices } });
    }
  }
  const packages: Readonly<Record<string, unknown>> = {
    roadbed: { ...roadbed, Network },
    'roadbed/observability': observability,
  };
  const run = new Function('require', 'exports', program);
  return resolveForTest(await platformOf(() => run((name: string) => packages[name], {})));
}

const brings = (path: string, kind: string) =>
  expect.stringContaining(`RB971 at ${path}.requires: nothing brings the kind "${kind}"`);

/** What cannot do without a component, by rule: it is a problem. All else adapts, or goes with it. */
const required: Readonly<Record<string, readonly unknown[]>> = {
  certManager: [brings('network-van-hub', 'Certificate.cert-manager.io')],
  // The hub makes the clusters.
  crossplane: [expect.stringMatching(/^RB972 at van\/components\.crossplane: it is off, .* "hub"/)],
  externalSecrets: [
    brings('network-van-edge', 'ExternalSecret.external-secrets.io'),
    brings('network-van-hub', 'ExternalSecret.external-secrets.io'),
    brings('van/components/grafana', 'ExternalSecret.external-secrets.io'),
    brings('van/components/grafana', 'Password.generators.external-secrets.io'),
  ],
  kubePrometheusStack: [brings('van/components/opencost', 'ServiceMonitor.monitoring.coreos.com')],
  skupper: [brings('network-van-edge', 'Site.skupper.io'), brings('network-van-hub', 'Site.skupper.io')],
};

test.each(Object.entries(roadbed.allComponents))(
  'without %s the others are there or go with it, and what requires it is a problem',
  async (key, { name }) => {
    const resolved = await kaopsWith({ [key]: false });
    expect(resolved.problems.map(roadbed.formatProblem)).toEqual(required[key] ?? []);
    if (resolved.problems.length === 0)
      expect(() => resolved.clustersOf(name)).toThrow(`there is no application ${name}`);
  },
);

test('without Splunk its edge has the Prometheus that all others have', async () => {
  const resolved = await kaopsWith({ splunkOtelCollector: false });
  expect(resolved.clustersOf('kube-prometheus-stack')).toEqual(['hub', 'iowa', 'ireland', 'virginia']);
});
