import { Duration, Size } from 'cdk8s';
import { WebService, type WebServiceProps } from '../../constructs/web-service.ts';
import { byEnvironment } from '../../src/model/by-environment.ts';
import { GOLDEN_PATH } from '../../src/model/golden-path.ts';
import { fromSecret } from '../../src/model/secret-ref.ts';
import { kinds, ofKind, problems, render, shop, siteOf, yaml } from './support.ts';

const required = { image: 'ghcr.io/acme/api:1.4.2', port: 8080 };

const all: Required<WebServiceProps> = {
  image: 'registry.acme.example:5000/shop/api:1.4.2',
  port: 8080,
  servicePort: 80,
  protocol: 'grpc',
  host: 'api.acme.example',
  path: '/v1',
  command: ['/bin/api'],
  args: ['--quiet'],
  env: { LOG_LEVEL: 'info', STRIPE_KEY: fromSecret('stripe', 'api-key') },
  cpuMillicores: 250,
  memory: Size.mebibytes(512),
  writablePaths: ['/var/cache/api', '/tmp'],
  files: { '/etc/api/key.pem': { content: fromSecret('stripe', 'pem') } },
  runAsUser: 65532,
  probe: {
    type: 'http',
    path: '/ready',
    headers: { Cookie: 'session=probe' },
    periodSeconds: 5,
    timeoutSeconds: 1,
    failureThreshold: 2,
    startupSeconds: 90,
  },
  terminationGraceSeconds: 60,
  minReplicas: 2,
  maxReplicas: 20,
  targetCpuPercent: 60,
  metrics: true,
  metricsPath: '/internal/metrics',
  metricsPort: 9090,
  slo: { availability: 99.9, latency: { percent: 95, within: Duration.millis(300) }, metrics: 'grpc' },
  egress: [{ cidr: '203.0.113.0/24', ports: [443, 8443] }],
};

test('a web service with the required props only', () => {
  expect(yaml(render(new WebService(shop(), 'api', required)))).toMatchSnapshot();
});

test('a web service with all props', () => {
  expect(yaml(render(new WebService(shop(), 'api', all)))).toMatchSnapshot();
});

test('development runs one pod, without an autoscaler and without a disruption budget', () => {
  const manifests = render(new WebService(shop(), 'api', required), 'development');
  expect(kinds(manifests)).toEqual(['ServiceAccount', 'Deployment', 'Service', 'NetworkPolicy']);
  expect(ofKind(manifests, 'Deployment')).toMatchObject({ spec: { replicas: 1 } });
});

test('staging runs two pods with a disruption budget', () => {
  const manifests = render(new WebService(shop(), 'api', required), 'staging');
  expect(kinds(manifests)).toEqual(['ServiceAccount', 'Deployment', 'Service', 'NetworkPolicy', 'PodDisruptionBudget']);
  expect(ofKind(manifests, 'Deployment')).toMatchObject({ spec: { replicas: 2 } });
});

test('where an autoscaler keeps the number of pods, the Deployment does not say one', () => {
  const manifests = render(new WebService(shop(), 'api', required), 'production');
  expect(ofKind(manifests, 'HorizontalPodAutoscaler')).toMatchObject({ spec: { minReplicas: 3, maxReplicas: 10 } });
  expect(ofKind(manifests, 'Deployment')?.spec).toHaveProperty('replicas', undefined);
});

test('a service that must not scale has no autoscaler, in production too', () => {
  const manifests = render(new WebService(shop(), 'api', { ...required, minReplicas: 1, maxReplicas: 1 }));
  expect(kinds(manifests)).not.toContain('HorizontalPodAutoscaler');
  expect(ofKind(manifests, 'Deployment')).toMatchObject({ spec: { replicas: 1 } });
});

test('a route attaches to the gateway that the cluster names, and the gateway is let in', () => {
  const labels = { 'roadbed.dev/gateway': 'public', 'roadbed.dev/gateway-namespace': 'edge' };
  const manifests = render(
    new WebService(shop(), 'api', { ...required, host: 'api.acme.example' }),
    siteOf('staging', labels),
  );
  expect(ofKind(manifests, 'HTTPRoute')).toMatchObject({
    spec: { parentRefs: [{ name: 'public', namespace: 'edge' }] },
  });
  expect(JSON.stringify(ofKind(manifests, 'NetworkPolicy'))).toContain('"kubernetes.io/metadata.name":"edge"');
});

test('a gateway whose proxies stand elsewhere is let in from there, and one without pods from anywhere', () => {
  const service = () => new WebService(shop(), 'api', { ...required, host: 'api.acme.example' });
  const policy = (proxies: string) =>
    ofKind(render(service(), siteOf('staging', { 'roadbed.dev/gateway-proxies': proxies })), 'NetworkPolicy');
  expect(JSON.stringify(policy('envoy-gateway-system'))).toContain(
    '"kubernetes.io/metadata.name":"envoy-gateway-system"',
  );
  expect(policy('outside')).toMatchObject({ spec: { ingress: [{ ports: [{ protocol: 'TCP', port: 8080 }] }] } });
  expect(JSON.stringify(policy('outside'))).not.toContain('"from"');
});

test('the gateway is asked for only where there is a host', () => {
  const service = new WebService(shop(), 'api', { ...required, host: byEnvironment({ prod: 'api.acme.example' }) });
  const [dev, prod] = [siteOf('development'), siteOf('production')];
  expect(kinds(render(service, dev))).not.toContain('HTTPRoute');
  expect(kinds(render(service, prod))).toContain('HTTPRoute');
  expect(dev.seal().map(({ label }) => label)).toEqual(['roadbed.dev/environment']);
  expect(prod.seal().map(({ label }) => label)).toEqual([
    'roadbed.dev/environment',
    'roadbed.dev/gateway-proxies',
    'roadbed.dev/gateway',
    'roadbed.dev/gateway-namespace',
  ]);
});

test.each([
  ['http', 'http', { httpGet: { path: '/healthz', port: 8080 } }],
  ['grpc', 'kubernetes.io/h2c', { grpc: { port: 8080 } }],
  ['tcp', undefined, { tcpSocket: { port: 8080 } }],
] as const)('a port that speaks %s is asked in its own way and says so to gateways', (protocol, appProtocol, probe) => {
  const manifests = render(new WebService(shop(), 'api', { ...required, protocol }));
  expect(ofKind(manifests, 'Deployment')).toMatchObject({
    spec: {
      template: { spec: { containers: [{ readinessProbe: probe, livenessProbe: probe, startupProbe: probe }] } },
    },
  });
  expect(ofKind(manifests, 'Service')).toMatchObject({ spec: { ports: [{ name: protocol, appProtocol }] } });
});

test('a service that is not asked whether it is well has no probes', () => {
  const manifests = render(new WebService(shop(), 'api', { ...required, probe: { type: 'none' } }));
  expect(JSON.stringify(manifests)).not.toContain('Probe');
});

test('what a developer can do wrong, all at once', () => {
  const wrong = {
    image: 'Not An Image',
    port: 70000,
    servicePort: 0,
    protocol: 'udp',
    host: 'Shop.Acme.Example',
    path: 'v1',
    env: { 'NO-NAME': 'x', NUMBER: 3 },
    cpuMillicores: 0.5,
    memory: '512Mi',
    writablePaths: ['cache'],
    runAsUser: 0,
    probe: { path: 'healthz', periodSecond: 5, startupSeconds: 0 },
    terminationGraceSeconds: 5,
    minReplicas: 5,
    maxReplicas: 2,
    targetCpuPercent: 500,
    metricsPort: 'metrics',
    egress: [{ cidr: 'example.com', ports: [] }],
    replicas: 3,
  };
  // A program in JavaScript, or one that casts, is not stopped by types.
  const service: WebService = Reflect.construct(WebService, [shop(), 'api', wrong]);
  expect(problems(service).join('\n')).toMatchSnapshot();
});

test('props that contradict each other are refused', () => {
  const contradictions = [
    { minReplicas: 5, maxReplicas: 2 },
    { servicePort: 9090, metrics: true, metricsPort: 9090 },
    { protocol: 'tcp', host: 'api.acme.example' },
  ] as const;
  expect(contradictions.flatMap((props) => problems(new WebService(shop(), 'api', { ...required, ...props })))).toEqual(
    [
      'RB101 at shop/api.minReplicas: must be at most maxReplicas, which is "2", got "5"; it is: fewest pods in production, 1 to 1000',
      'RB101 at shop/api.metricsPort: must differ from servicePort, which leads to the port of the service, got "9090"; it is: port of the container that serves the metrics over HTTP, 1 to 65535',
      'RB101 at shop/api.host: must be left out where the protocol is tcp, as plain TCP carries no host name, got "api.acme.example"; it is: DNS name under which it is reached from outside',
    ],
  );
});

describe('its outputs', () => {
  const values = (props: WebServiceProps) =>
    new WebService(shop(), 'api', props)[GOLDEN_PATH]().values(siteOf('production'));

  test('are its address inside the cluster, whatever the domain of the cluster is', () => {
    expect(values(required)).toEqual({
      host: 'api.shop.svc',
      port: 8080,
      address: 'api.shop.svc:8080',
      url: 'http://api.shop.svc:8080',
    });
  });

  test('name the port of the Service, not of the container', () => {
    expect(values({ ...required, servicePort: 80 })).toMatchObject({
      port: 80,
      address: 'api.shop.svc:80',
      url: 'http://api.shop.svc',
    });
  });

  test('speak of tcp where the port does', () => {
    expect(values({ ...required, protocol: 'tcp' }).url).toBe('tcp://api.shop.svc:8080');
  });

  test('do not depend on the site', () => {
    const site = siteOf('production');
    const handle = new WebService(shop(), 'api', required)[GOLDEN_PATH]();
    handle.values(site);
    handle.endpoint(site);
    expect(site.seal()).toEqual([]);
  });

  test('lead to the pods and the port of the container', () => {
    const handle = new WebService(shop(), 'api', { ...required, servicePort: 80 })[GOLDEN_PATH]();
    const policy = ofKind(handle.render(siteOf('production')), 'NetworkPolicy');
    expect(handle.endpoint(siteOf('production'))).toEqual({ pods: handle.labels, ports: [8080] });
    expect(policy).toMatchObject({ spec: { podSelector: { matchLabels: handle.labels } } });
  });
});

test('its pods reach the name server of any cluster: that of kube-system, a cache on the node, or Cloud DNS of GKE', () => {
  const policy = JSON.stringify(ofKind(render(new WebService(shop(), 'api', required)), 'NetworkPolicy'));
  for (const server of ['"k8s-app":"kube-dns"', '169.254.20.10/32', '169.254.169.254/32']) {
    expect(policy).toContain(server);
  }
});

test('a new image changes what runs it and nothing else', () => {
  const at = (tag: string) =>
    render(new WebService(shop(), 'api', { image: `ghcr.io/acme/api:${tag}`, port: 8080, host: 'api.acme.example' }));
  const [before, after] = [at('1.4.2'), at('1.5.0')];
  const changed = after.filter((object, i) => JSON.stringify(object) !== JSON.stringify(before[i]));
  expect(kinds(changed)).toEqual(['Deployment']);
});
