import { Size } from 'cdk8s';
import { Worker, type WorkerProps } from '../../constructs/worker.ts';
import { GOLDEN_PATH } from '../../src/model/golden-path.ts';
import { fromSecret } from '../../src/model/secret-ref.ts';
import { kinds, ofKind, problems, render, shop, siteOf, yaml } from './support.ts';

const required = { image: 'ghcr.io/acme/mailer:3.1.0' };

const all: Required<WorkerProps> = {
  image: 'ghcr.io/acme/mailer:3.1.0',
  command: ['/bin/mailer'],
  args: ['--batch', '100'],
  env: { SMTP_PASSWORD: fromSecret('smtp', 'password') },
  cpuMillicores: 500,
  memory: Size.gibibytes(1),
  writablePaths: ['/spool'],
  files: { '/etc/mailer/footer.txt': { content: 'Regards' } },
  runAsUser: 2000,
  probe: { port: 8081, type: 'grpc', periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 2, startupSeconds: 12 },
  terminationGraceSeconds: 600,
  minReplicas: 1,
  maxReplicas: 4,
  targetCpuPercent: 90,
  metrics: true,
  metricsPath: '/metrics',
  metricsPort: 9090,
  egress: [{ cidr: '198.51.100.25/32', ports: [587] }],
};

test('a worker with the required props only', () => {
  expect(yaml(render(new Worker(shop(), 'mailer', required), 'development'))).toMatchSnapshot();
});

test('a worker with all props', () => {
  expect(yaml(render(new Worker(shop(), 'mailer', all)))).toMatchSnapshot();
});

test('nothing leads to a worker: it has neither a Service nor an endpoint', () => {
  const worker = new Worker(shop(), 'mailer', required);
  expect(kinds(render(worker))).toEqual([
    'ServiceAccount',
    'Deployment',
    'NetworkPolicy',
    'HorizontalPodAutoscaler',
    'PodDisruptionBudget',
  ]);
  expect(worker[GOLDEN_PATH]().endpoint(siteOf('production'))).toBeUndefined();
});

test('a worker without a probe is not asked', () => {
  expect(JSON.stringify(render(new Worker(shop(), 'mailer', required)))).not.toContain('Probe');
});

test('a worker that must be alone is alone everywhere', () => {
  const worker = new Worker(shop(), 'mailer', { ...required, minReplicas: 1, maxReplicas: 1 });
  for (const tier of ['development', 'staging', 'production'] as const) {
    expect(ofKind(render(worker, tier), 'Deployment')).toMatchObject({ spec: { replicas: 1 } });
  }
});

test('what a developer can do wrong', () => {
  const wrong = [
    { metrics: true },
    { minReplicas: 11 },
    { probe: { port: 0 } },
    { terminationGraceSeconds: 0 },
    { image: '' },
  ];
  expect(wrong.flatMap((props) => problems(new Worker(shop(), 'mailer', { ...required, ...props })))).toEqual([
    'RB101 at shop/mailer.metrics: must have a metricsPort beside it, which serves the metrics, got "true"; it is: whether Prometheus reads metrics from the pods',
    'RB101 at shop/mailer.minReplicas: must be at most maxReplicas, which is "10", got "11"; it is: fewest pods in production, 1 to 1000',
    'RB101 at shop/mailer.probe.port: must be at least 1, got "0"; it is: port of the container that answers, 1 to 65535',
    'RB101 at shop/mailer.terminationGraceSeconds: must be at least 1, got "0"; it is: time that a piece of work has to end when a pod goes, 1 to 3600 seconds',
    'RB101 at shop/mailer.image: must be a container image, such as ghcr.io/acme/api:1.4.2, got ""; it is: container image, with a tag or a digest: in production an image without either is refused',
  ]);
});

test('it has no outputs', () => {
  const handle = new Worker(shop(), 'mailer', required)[GOLDEN_PATH]();
  expect([...handle.outputs.keys(), ...Object.keys(handle.values(siteOf('production')))]).toEqual([]);
});
