import type { Manifest } from '../src/model/manifest.ts';

/** The six objects of one service, about 7 kB of YAML: what the benchmarks measure by. */
export function serviceObjects(index: number): Manifest[] {
  const name = `service-${index}`;
  const labels = {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': 'shop',
    'app.kubernetes.io/managed-by': 'roadbed',
    'app.kubernetes.io/version': `1.${index % 40}.2`,
  };
  const metadata = {
    name,
    labels,
    annotations: { 'roadbed.dev/path': `shop/${name}` },
  };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    configMap(metadata, name),
    deployment(metadata, name, index),
    service(metadata, name),
    autoscaler(metadata, name),
    networkPolicy(metadata, name),
  ];
}

type Metadata = Manifest['metadata'];

function configMap(metadata: Metadata, name: string): Manifest {
  const server = Array.from(
    { length: 8 },
    (_, i) => `  location /${name}/v${i} {\n    proxy_pass http://localhost:80${i};\n  }\n`,
  );
  const settings = Array.from(
    { length: 8 },
    (_, i) => `setting.${i}.enabled=${i % 2 === 0}\nsetting.${i}.limit=${i * 100}\n`,
  );
  const data = {
    'nginx.conf': `server {\n  listen 8080;\n${server.join('')}}\n`,
    'application.properties': `# settings of ${name}\n${settings.join('')}`,
  };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
}

function deployment(metadata: Metadata, name: string, index: number): Manifest {
  const spec = {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      container('app', `ghcr.io/acme/${name}:1.${index % 40}.2`),
      container('proxy', 'ghcr.io/acme/proxy:2.0.0'),
    ],
    volumes: [
      { name: 'config', configMap: { name, items: [{ key: 'nginx.conf', path: 'nginx.conf' }] } },
      { name: 'tmp', emptyDir: {} },
    ],
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: selector(name),
      },
    ],
  };
  const template = { metadata: { labels: metadata.labels }, spec };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { replicas: 2, selector: selector(name), template },
  };
}

function container(name: string, image: string): Readonly<Record<string, unknown>> {
  const probe = {
    httpGet: { path: '/healthz', port: 'http' },
    initialDelaySeconds: 5,
    periodSeconds: 10,
    timeoutSeconds: 2,
  };
  return {
    name,
    image,
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    env: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'PORT', value: '8080' },
      { name: 'FEATURE_X', value: 'on' },
      { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'orders-app', key: 'uri' } } },
      { name: 'GREETING', value: 'hello: world # not a comment' },
    ],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    livenessProbe: probe,
    readinessProbe: probe,
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    volumeMounts: [
      { name: 'config', mountPath: '/etc/nginx/conf.d', readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

function service(metadata: Metadata, name: string): Manifest {
  const spec = {
    type: 'ClusterIP',
    selector: { 'app.kubernetes.io/name': name },
    ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
  };
  return { apiVersion: 'v1', kind: 'Service', metadata, spec };
}

function autoscaler(metadata: Metadata, name: string): Manifest {
  const spec = {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    minReplicas: 2,
    maxReplicas: 10,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
  };
  return { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata, spec };
}

function networkPolicy(metadata: Metadata, name: string): Manifest {
  const dns = {
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };
  const spec = {
    podSelector: selector(name),
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      { from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/part-of': 'shop' } } }], ports: [{ port: 8080 }] },
    ],
    egress: [dns],
  };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec };
}

function selector(name: string): Readonly<Record<string, unknown>> {
  return { matchLabels: { 'app.kubernetes.io/name': name } };
}
