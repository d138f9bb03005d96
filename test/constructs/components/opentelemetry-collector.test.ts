import { openTelemetryCollector } from '../../../constructs/components/opentelemetry-collector.ts';

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
  expect(JSON.stringify(values({}))).not.toMatch(/OTLP_TOKEN|headers|resource"/);
});
