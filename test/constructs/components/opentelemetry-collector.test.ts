import { openTelemetryCollector } from '../../../constructs/components/opentelemetry-collector.ts';
import { valuesFor } from '../../../src/model/cluster-values.ts';

function values(options: object) {
  const parsed = openTelemetryCollector.options.parse({ endpoint: 'https://otlp.acme.example', ...options });
  return openTelemetryCollector.values(parsed, { brings: () => false });
}

test('all signals go to the backend, by a token that stands in a Secret', () => {
  expect(values({ secret: 'otlp', environment: 'prod' })).toMatchObject({
    extraEnvs: [{ name: 'OTLP_TOKEN', valueFrom: { secretKeyRef: { name: 'otlp', key: 'token' } } }],
    config: {
      exporters: {
        otlphttp: {
          endpoint: 'https://otlp.acme.example',
          headers: { Authorization: ['Bearer $', '{env:OTLP_TOKEN}'].join('') },
        },
      },
      service: {
        pipelines: {
          metrics: { exporters: ['otlphttp'], processors: ['memory_limiter', 'resource', 'batch'] },
          logs: { exporters: ['otlphttp'] },
          traces: { exporters: ['otlphttp'] },
        },
      },
    },
  });
});

test('a backend behind no door is sent no token', () => {
  expect(JSON.stringify(values({}))).not.toMatch(/OTLP_TOKEN|headers/);
});

test('everything says which cluster and environment it comes from: each its own, unless they are given', () => {
  const own = (options: object) =>
    openTelemetryCollector.clusterValues?.(
      openTelemetryCollector.options.parse({ endpoint: 'https://otlp.acme.example', ...options }),
    ) ?? {};
  const named = (options: object) => {
    const at = { name: 'eu', environment: 'prod', cloud: undefined };
    return Object(valuesFor(values(options), own(options), at).config).processors.resource.attributes;
  };
  expect(named({})).toEqual([
    { key: 'k8s.cluster.name', action: 'upsert', value: 'eu' },
    { key: 'deployment.environment.name', action: 'upsert', value: 'prod' },
  ]);
  expect(named({ clusterName: 'factory', environment: 'live' })).toMatchObject([
    { value: 'factory' },
    { value: 'live' },
  ]);
  expect(own({ clusterName: 'factory', environment: 'live' })).toEqual({});
});
