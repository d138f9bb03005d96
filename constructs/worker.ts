import * as z from 'zod';
import { port } from '../src/model/fields.ts';
import { GoldenPath } from '../src/model/golden-path.ts';
import type { Manifest } from '../src/model/manifest.ts';
import type { Site } from '../src/model/site.ts';
import { containerProps } from './workload/container.ts';
import { deployment } from './workload/deployment.ts';
import { metricsProps, monitoringNamespace, podMonitor } from './workload/metrics.ts';
import { egressProps, networkPolicy } from './workload/network-policy.ts';
import { podFiles, podTemplate } from './workload/pod.ts';
import { probeProps, probes } from './workload/probe.ts';
import { fixedReplicas, replicasAt, replicasInOrder, scaling, scalingProps } from './workload/scaling.ts';
import { serviceAccount } from './workload/service-account.ts';
import { workloadOf } from './workload/workload.ts';

const props = z
  .strictObject({
    ...containerProps,
    probe: probeProps
      .extend({ port: port().describe('Port of the container that answers, 1 to 65535.') })
      .optional()
      .describe('How pods are asked whether they are well. Default: they are not, and run until the program ends.'),
    terminationGraceSeconds: z
      .int()
      .min(1)
      .max(3600)
      .default(30)
      .describe('Time that a piece of work has to end when a pod goes, 1 to 3600 seconds.'),
    ...scalingProps,
    ...metricsProps,
    metricsPort: port()
      .optional()
      .describe('Port of the container that serves the metrics over HTTP, 1 to 65535; `metrics` needs it.'),
    ...egressProps,
  })
  .check(replicasInOrder, metricsNeedPort);

/** Props of {@link Worker}. */
export type WorkerProps = z.input<typeof props>;

/** Refuses metrics that no port serves. */
function metricsNeedPort({ value, issues }: z.core.ParsePayload<{ metrics: boolean; metricsPort?: unknown }>): void {
  if (!value.metrics || value.metricsPort !== undefined) return;
  const message = 'must have a metricsPort beside it, which serves the metrics';
  issues.push({ code: 'custom', path: ['metrics'], input: value.metrics, message });
}

/**
 * A program that works on its own: it takes from a queue, watches, or makes load. Nothing connects to it but Prometheus, where `metrics` is on.
 *
 * It reaches what its `env` refers to, DNS and `egress`. Development runs one pod; staging two, with a disruption budget;
 * production an autoscaler over `minReplicas` to `maxReplicas`.
 *
 * @source Deployment, ServiceAccount, ConfigMap, NetworkPolicy, HorizontalPodAutoscaler, PodDisruptionBudget, PodMonitor
 * @example
 * new Worker(shop, 'mailer', { image: 'ghcr.io/acme/mailer:3.1.0', env: { QUEUE_ADDRESS: queue.address } });
 */
export class Worker extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(site: Site): Manifest[] {
    const { props } = this;
    const { tier } = site;
    const workload = workloadOf(this.name, this.labels, 'worker', props.image);
    const metricsPort = props.metrics ? props.metricsPort : undefined;
    const template = podTemplate(workload, props, {
      ports: metricsPort === undefined ? undefined : [{ name: 'metrics', containerPort: metricsPort }],
      probes: props.probe === undefined ? undefined : probes(props.probe.port, 'http', props.probe),
      terminationGraceSeconds: props.terminationGraceSeconds,
      spread: true,
    });
    const ingress = metricsPort === undefined ? [] : [{ namespace: monitoringNamespace(site), port: metricsPort }];
    return [
      serviceAccount(workload),
      ...podFiles(workload, props).configMap(),
      deployment(workload, fixedReplicas(replicasAt(tier, props)), template),
      networkPolicy(workload, ingress, props.egress),
      ...scaling(workload, props, tier),
      ...(metricsPort === undefined ? [] : [podMonitor(workload, 'metrics', props.metricsPath)]),
    ];
  }
}
