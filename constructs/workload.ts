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
import { PodFiles } from './workload/files.ts';
import { groupContainer, groupedContainer, volumesOf } from './workload/group-container.ts';
import { gatewayOf, gatewayTraffic, httpRoute } from './workload/http-route.ts';
import { egressProps, networkPolicy } from './workload/network-policy.ts';
import { podOf } from './workload/pod.ts';
import { fixedReplicas, replicasAt, replicasInOrder, scaling, scalingProps } from './workload/scaling.ts';
import { serviceAccount } from './workload/service-account.ts';
import { type StartOrder, startOrder } from './workload/start-order.ts';
import { toldPorts } from './workload/told-ports.ts';
import { type Workload as Parts, workloadOf } from './workload/workload.ts';

const label = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$/, { error: 'must be a DNS label of at most 50 characters' });

const servicePort = z.strictObject({
  port: port().describe('Port of the address inside the cluster, 1 to 65535.'),
  targetPort: port().optional().describe('Port of the containers, 1 to 65535. Default: the `port`.'),
  protocol: z.enum(['TCP', 'UDP']).default('TCP').describe('What it is carried by.'),
});

const props = z
  .strictObject({
    containers: z.record(label, groupContainer).describe('Containers of each pod, by name; at least one.'),
    ports: z.record(label, servicePort).default({}).describe('Ports of the address inside the cluster, by name.'),
    routes: z
      .array(
        z.strictObject({
          host: host().describe('DNS name under which it is reached from outside.'),
          path: z
            .string()
            .regex(/^\/[^\s?#]*$/, { error: 'must be an absolute path, such as /api' })
            .max(1024)
            .default('/')
            .describe('Beginning of the paths that lead here.'),
          port: port().describe('Port of the address inside the cluster that they lead to.'),
        }),
      )
      .max(20)
      .default([])
      .describe('Hosts and paths that lead here from outside.'),
    annotations: z
      .record(
        z.string().refine((key) => !/^([a-z0-9-]+\.)*roadbed\.dev\//.test(key), {
          error: "must not begin with roadbed.dev/, which is Roadbed's own",
        }),
        z.string(),
      )
      .default({})
      .describe('Annotations of the Deployment and its pods.'),
    runAsUser: containerProps.runAsUser,
    ...scalingProps,
    ...egressProps,
  })
  .check(replicasInOrder, containersFit);

/** Props of {@link Workload}. */
export type WorkloadProps = z.input<typeof props>;

function containersFit({ value, issues }: z.core.ParsePayload<Pick<z.output<typeof props>, 'containers'>>): void {
  const { containers } = value;
  const order = startOrder(containers);
  const message =
    typeof order === 'string' ? order : order.beside.length === 0 ? 'must have one that runs on' : undefined;
  if (message !== undefined) issues.push({ code: 'custom', path: ['containers'], input: containers, message });
}

/**
 * Several containers in each pod, with files, volumes, ports and an order in which they start: what a Score file describes.
 * A single container is said in fewer words by `WebService` or `Worker`.
 *
 * It is closed and restricted as they are: the gateway reaches it where it has `routes`, other golden paths where they refer to
 * it; UDP ports are open within the cluster. Development runs one pod; staging two; production an autoscaler over `minReplicas` to `maxReplicas`.
 *
 * @source Deployment, Service, ConfigMap, ServiceAccount, NetworkPolicy, HorizontalPodAutoscaler, PodDisruptionBudget, HTTPRoute
 * @example
 * new Workload(shop, 'api', {
 *   containers: { api: { image: 'ghcr.io/acme/api:1.4.2' }, proxy: { image: 'ghcr.io/acme/proxy:1.0.0' } },
 *   ports: { http: { port: 80, targetPort: 8080 } },
 * });
 */
export class Workload extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** Host name inside the cluster: `<name>.<namespace>.svc`. */
  readonly host = this.output('host');

  protected override render(site: Site): Manifest[] {
    const { props } = this;
    const { tier } = site;
    const { beside } = this.#order();
    const image = props.containers[beside[0] ?? '']?.image ?? '';
    const workload = workloadOf(this.name, this.labels, 'workload', image);
    const files = new PodFiles(
      workload,
      mapped(props.containers, (container) => container.files),
    );
    const made = deployment(workload, fixedReplicas(replicasAt(tier, props)), this.#pods(workload, files));
    return [
      serviceAccount(workload),
      ...files.configMap(),
      annotated(made, props.annotations),
      ...this.#service(workload),
      this.#policy(workload, site),
      ...scaling(workload, props, tier),
      ...props.routes.map(({ host, path, port: servicePort }, index) =>
        httpRoute({ ...workload, name: index === 0 ? this.name : `${this.name}-${index + 1}` }, gatewayOf(site), {
          host,
          path,
          servicePort,
        }),
      ),
    ];
  }

  protected override outputs(): Record<string, Value> {
    return { host: `${this.name}.${this.application.namespace}.svc` };
  }

  protected override endpoint(): Endpoint {
    return { pods: this.labels, ports: this.#targets('TCP') };
  }

  #targets(protocol: 'TCP' | 'UDP'): readonly number[] {
    const ports = Object.values(this.props.ports).filter((one) => one.protocol === protocol);
    return [...new Set(ports.map(({ port, targetPort = port }) => targetPort))];
  }

  /** Rendering begins only where the order is a good one. */
  #order(): StartOrder {
    const order = startOrder(this.props.containers);
    return typeof order === 'string' ? { first: [], beside: [] } : order;
  }

  #pods(workload: Parts, files: PodFiles): object {
    const { containers, ports, runAsUser, annotations } = this.props;
    const { first, beside } = this.#order();
    // Every container sees the address of the pod; the first of those that run on tells its ports.
    const told = toldPorts(ports);
    const make = (name: string, isSidecar: boolean) => {
      const props = containers[name];
      if (props === undefined) throw new Error(`the container ${name} is not there`);
      const place = { runAsUser, isSidecar, ports: name === beside[0] ? told : [] };
      return groupedContainer(name, props, place);
    };
    const isSpread = Object.values(containers).every(({ volumes }) => Object.keys(volumes).length === 0);
    return podOf(
      workload,
      runAsUser,
      { spread: isSpread },
      {
        initContainers: first.length === 0 ? undefined : first.map(({ name, isSidecar }) => make(name, isSidecar)),
        containers: beside.map((name) => make(name, false)),
        volumes: Object.entries(containers).flatMap(([name, one]) => volumesOf(name, one)),
        files,
        annotations,
      },
    );
  }

  #service({ name, labels, pods }: Parts): readonly Manifest[] {
    const ports = Object.entries(this.props.ports);
    if (ports.length === 0) return [];
    return [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, labels },
        spec: {
          type: 'ClusterIP',
          selector: pods,
          ports: ports.map(([name, { port, targetPort = port, protocol }]) => ({ name, port, targetPort, protocol })),
        },
      },
    ];
  }

  #policy(workload: Parts, site: Site): Manifest {
    const { ports, routes, egress } = this.props;
    const targetOf = (port: number) => Object.values(ports).find((one) => one.port === port)?.targetPort ?? port;
    const routed = [...new Set(routes.map(({ port }) => targetOf(port)))];
    const ingress = routed.map((port) => ({ namespace: gatewayTraffic(site), port }));
    return networkPolicy(workload, ingress, egress, this.#targets('UDP'));
  }
}

function mapped<T, R>(members: Readonly<Record<string, T>>, change: (member: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(members).map(([key, member]) => [key, change(member)]));
}

function annotated<T extends { readonly metadata?: object }>(
  object: T,
  annotations: Readonly<Record<string, string>>,
): T {
  if (Object.keys(annotations).length === 0) return object;
  return { ...object, metadata: { ...object.metadata, annotations } };
}
