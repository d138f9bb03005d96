import { join } from 'node:path';
import { freePorts } from './control-plane.ts';
import { Guarded } from './guarded.ts';

/** Starts Argo CD's ApplicationSet controller for the namespace `argocd` of an API server, faster than it is as installed. */
export async function startApplicationSetController(
  program: string,
  kubeconfig: string,
  folder: string,
): Promise<Guarded> {
  const [metrics, probe, webhook] = await freePorts(3);
  const args = [
    '--namespace=argocd',
    `--metrics-addr=127.0.0.1:${metrics}`,
    `--probe-addr=127.0.0.1:${probe}`,
    `--webhook-addr=127.0.0.1:${webhook}`,
    '--concurrent-application-updates=10',
  ];
  const env = { ...process.env, KUBECONFIG: kubeconfig, ARGOCD_K8S_CLIENT_QPS: '500', ARGOCD_K8S_CLIENT_BURST: '1000' };
  const controller = new Guarded(program, args, join(folder, 'applicationset-controller.log'), env);
  const serves = () =>
    fetch(`http://127.0.0.1:${metrics}/metrics`).then(
      ({ ok }) => ok,
      () => false,
    );
  try {
    await controller.until('ready', serves, 60);
  } catch (error) {
    await controller.stop();
    throw error;
  }
  return controller;
}
