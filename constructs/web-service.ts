import * as z from 'zod';
import { port } from '../src/model/fields.ts';
import { GoldenPath } from '../src/model/golden-path.ts';
import type { Manifest } from '../src/model/manifest.ts';
import type { Endpoint } from '../src/model/need.ts';
import type { Site } from '../src/model/site.ts';
import { host } from '../src/model/text-fields.ts';
import type { Value } from '../src/model/value.ts';
import { containerProps } from './workload/container.ts';
import { deployment } from './workload/deployment.ts';
import { gatewayOf, gatewayTraffic, httpRoute } from './workload/http-route.ts';
import { metricsProps, monitoringNamespace, serviceMonitor } from './workload/metrics.ts';
import { egressProps, type Ingress, networkPolicy } from './workload/network-policy.ts';
import { podFiles, podTemplate } from './workload/pod.ts';
import { probeProps, probes } from './workload/probe.ts';
import { fixedReplicas, replicasAt, replicasInOrder, scaling, scalingProps } from './workload/scaling.ts';
import { type ServicePort, service } from './workload/service.ts';
import { serviceAccount } from './workload/service-account.ts';
import { sloProps, sloRules } from './workload/slo.ts';
import { type Workload, workloadOf } from './workload/workload.ts';

const props = z
  .strictObject({
    port: port().describe('Port that the container listens on, 1 to 65535.'),
    servicePort: port().optional().describe('Port of the address inside the cluster, 1 to 65535. Default: the `port`.'),
    protocol: z
      .enum(['http', 'grpc', 'tcp'])
      .default('http')
      .describe('What the port speaks. A gateway and a probe speak it too.'),
    host: host().optional().describe('DNS name under which it is reached from outside. Default: it is not.'),
    path: z
      .string()
      .regex(/^\/[^\s?#]*$/, { error: 'must be an absolute path, such as /api' })
      .max(1024)
      .default('/')
      .describe('Beginning of the paths that `host` leads here.'),
    ...containerProps,
    probe: probeProps.prefault({}).describe('How pods are asked whether they are well.'),
    terminationGraceSeconds: z
      .int()
      .min(10)
      .max(3600)
      .default(30)
      .describe(
        'Time that requests have to end when a pod goes, 10 to 3600 seconds; 5 of them pass before the program is told.',
      ),
    ...scalingProps,
    ...metricsProps,
    metricsPort: port()
      .optional()
      .describe('Port of the container that serves the metrics over HTTP, 1 to 65535. Default: the `port`.'),
    ...sloProps,
    ...egressProps,
  })
  .check(replicasInOrder, portsApart, hostSpoken, promiseMeasured);

/** Props of {@link WebService}. */
export type WebServiceProps = z.input<typeof props>;

/** Refuses metrics on a port of their own that the Service uses for something else. */
function portsApart({ value, issues }: z.core.ParsePayload<Ports>): void {
  const { port, servicePort = port, metrics, metricsPort = port } = value;
  if (!metrics || metricsPort === port || metricsPort !== servicePort) return;
  const message = 'must differ from servicePort, which leads to the port of the service';
  issues.push({ code: 'custom', path: ['metricsPort'], input: metricsPort, message });
}

/** Refuses a host for what no gateway can route by it. */
function hostSpoken({ value, issues }: z.core.ParsePayload<{ host?: unknown; protocol: string }>): void {
  if (value.host === undefined || value.protocol !== 'tcp') return;
  const message = 'must be left out where the protocol is tcp, as plain TCP carries no host name';
  issues.push({ code: 'custom', path: ['host'], input: value.host, message });
}

/** Refuses a promise that nothing measures. */
function promiseMeasured({ value, issues }: z.core.ParsePayload<{ slo?: unknown; metrics: boolean }>): void {
  if (value.slo === undefined || value.metrics) return;
  const message = 'needs metrics: true, by which it is measured';
  issues.push({ code: 'custom', path: ['slo'], input: value.slo, message });
}

interface Ports {
  readonly port: number;
  readonly servicePort?: number | undefined;
  readonly metrics: boolean;
  readonly metricsPort?: number | undefined;
}

/** How long a pod goes on serving after it is told to end, until no gateway or proxy sends it requests any more. */
const DRAIN_SECONDS = 5;

/**
 * A service that answers requests: HTTP, gRPC or TCP.
 *
 * It is closed: the gateway reaches it where it has a `host`, Prometheus where `metrics` is on, and other golden paths where
 * they refer to it; it reaches what its `env` refers to, DNS and `egress`. It runs as Pod Security `restricted` wants it.
 * Development runs one pod; staging two, with a disruption budget; production an autoscaler over `minReplicas` to `maxReplicas`.
 *
 * @source Deployment, Service, ServiceAccount, ConfigMap, NetworkPolicy, HorizontalPodAutoscaler, PodDisruptionBudget, HTTPRoute, ServiceMonitor, PrometheusRule
 * @example
 * new WebService(shop, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080, env: { DATABASE_URL: orders.url } });
 */
export class WebService extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** Host name inside the cluster: `<name>.<namespace>.svc`, which resolves whatever the cluster's domain is. */
  readonly host = this.output('host');
  /** Port of the address inside the cluster. */
  readonly port = this.output('port');
  /** Host and port inside the cluster: `api.shop.svc:8080`. */
  readonly address = this.output('address');
  /** URL inside the cluster: `http://api.shop.svc:8080`; gRPC goes over `http` too. */
  readonly url = this.output('url');

  protected override render(site: Site): Manifest[] {
    const { props } = this;
    const { tier } = site;
    const workload = workloadOf(this.name, this.labels, 'web-service', props.image);
    const ports = this.#ports();
    const template = podTemplate(workload, props, {
      ports: ports.map(({ name, targetPort }) => ({ name, containerPort: targetPort })),
      probes: probes(props.port, props.protocol, props.probe),
      lifecycle: { preStop: { sleep: { seconds: DRAIN_SECONDS } } },
      terminationGraceSeconds: props.terminationGraceSeconds,
      spread: true,
    });
    return [
      serviceAccount(workload),
      ...podFiles(workload, props).configMap(),
      deployment(workload, fixedReplicas(replicasAt(tier, props)), template),
      service(workload, ports),
      networkPolicy(workload, this.#ingress(site), props.egress),
      ...scaling(workload, props, tier),
      ...this.#route(workload, site),
      ...this.#monitor(workload),
      ...this.#promise(workload),
    ];
  }

  protected override outputs(): Record<string, Value> {
    const host = `${this.name}.${this.application.namespace}.svc`;
    const port = this.#servicePort;
    const scheme = this.props.protocol === 'tcp' ? 'tcp' : 'http';
    const url = scheme === 'http' && port === 80 ? `http://${host}` : `${scheme}://${host}:${port}`;
    return { host, port, address: `${host}:${port}`, url };
  }

  protected override endpoint(): Endpoint {
    return { pods: this.labels, ports: [this.props.port] };
  }

  get #servicePort(): number {
    return this.props.servicePort ?? this.props.port;
  }

  /** The port of the Service, and one for metrics where they are served on a port of their own. */
  #ports(): readonly ServicePort[] {
    const { protocol, port, metrics, metricsPort } = this.props;
    const own: ServicePort = { name: protocol, port: this.#servicePort, targetPort: port, protocol };
    if (!metrics || metricsPort === undefined || metricsPort === port) return [own];
    return [own, { name: 'metrics', port: metricsPort, targetPort: metricsPort, protocol: 'http' }];
  }

  #ingress(site: Site): readonly Ingress[] {
    const { host, metrics, port, metricsPort } = this.props;
    return [
      ...(host === undefined ? [] : [{ namespace: gatewayTraffic(site), port }]),
      ...(metrics ? [{ namespace: monitoringNamespace(site), port: metricsPort ?? port }] : []),
    ];
  }

  #route(workload: Workload, site: Site): readonly Manifest[] {
    const { host, path } = this.props;
    if (host === undefined) return [];
    return [httpRoute(workload, gatewayOf(site), { host, path, servicePort: this.#servicePort })];
  }

  #monitor(workload: Workload): readonly Manifest[] {
    const { metrics, metricsPath } = this.props;
    return metrics ? [serviceMonitor(workload, this.#ports().at(-1)?.name ?? '', metricsPath)] : [];
  }

  #promise(workload: Workload): readonly Manifest[] {
    const { slo, protocol } = this.props;
    return slo === undefined ? [] : [sloRules(workload, slo, this.application.namespace, protocol === 'grpc')];
  }
}
