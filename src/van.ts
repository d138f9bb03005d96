import type { Construct } from 'constructs';
import { Alerts, type AlertsProps } from '../constructs/alerts.ts';
import { Dashboards, type DashboardsProps } from '../constructs/dashboards.ts';
import { type VanChoices, vanChoices } from '../stacks/van.ts';
import type { Components, ComponentsProps } from './components.ts';
import { Network, type NetworkProps } from './network.ts';
import { Application } from './platform/application.ts';
import { DistributionRule } from './platform/distribution-rule.ts';

/** Props of a hub and its edges with everything on. */
export interface VanProps extends Omit<NetworkProps, 'host'> {
  /** Domain under which the names of the platform are: `van.` for edges, `argocd.` and `grafana.` for people. */
  readonly domain: string;
  /**
   * DNS name of the hub that edges connect to.
   * @default - `van.` and the domain
   */
  readonly host?: string;
  /**
   * Settings of components, over those of the stack, or `false` for what is not wanted.
   * @default - all standard components as they are
   */
  readonly components?: ComponentsProps;
  /**
   * Which dashboards there are, or `false` for none.
   * @default - all of Roadbed's
   */
  readonly dashboards?: DashboardsProps | false;
  /**
   * Which alerts there are, or `false` for none.
   * @default - all of Roadbed's
   */
  readonly alerts?: AlertsProps | false;
}

/**
 * A hub and its edges with everything on: the network, all standard components, dashboards on the hub, and alerts wherever there is a
 * Prometheus.
 *
 * @see docs/guide/network.md
 * @example
 * const hub = Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
 * const eu = Cluster.existing(platform, 'eu', { environment: 'prod', server: 'https://eu.acme.example:6443' });
 * new Van(platform, 'acme', { hub, edges: [eu], domain: 'acme.example', components: { k8sgpt: { backend: 'openai' } } });
 */
export class Van extends Network {
  constructor(scope: Construct, id: string, props: VanProps) {
    const { domain, dashboards = {}, alerts = {}, components = {}, ...network } = props;
    const choices = vanChoices(domain);
    super(scope, id, { host: choices.host, ...network, components: over(choices.components, components) });
    const { observability } = choices;
    if (dashboards !== false && this.components?.has('grafana') === true) {
      const application = new Application(this, 'dashboards', { ...observability, onHub: true });
      new Dashboards(application, 'dashboards', { ...choices.dashboards, ...dashboards });
    }
    if (alerts !== false && this.components !== undefined) {
      const links = this.components.has('grafana') ? choices.alerts : {};
      this.#alerts({ ...links, ...alerts }, observability, this.components);
    }
  }

  /** Alerts are rules that a Prometheus evaluates: they go wherever there is one. */
  #alerts(props: AlertsProps, common: { readonly owner: string; readonly namespace: string }, set: Components): void {
    const { hub, edges } = set.reach('PrometheusRule.monitoring.coreos.com');
    if (!hub && edges.length === 0) return;
    const tags = edges.length === 0 ? [] : [`alerts-of-${this.node.id}`];
    new Alerts(new Application(this, 'alerts', { ...common, onHub: hub, tags }), 'alerts', props);
    for (const [index, clusters] of edges.entries()) {
      const rule = index === 0 ? 'alerts-edges' : `alerts-edges-${index + 1}`;
      new DistributionRule(this, rule, { applications: tags, clusters });
    }
  }
}

/** Settings of a platform over those of the stack; what the platform does not want stays away. */
function over(choices: VanChoices['components'], given: ComponentsProps): ComponentsProps {
  const { argoCd, grafana } = given;
  return {
    ...given,
    argoCd: typeof argoCd === 'object' ? { ...choices.argoCd, ...argoCd } : (argoCd ?? choices.argoCd),
    grafana: typeof grafana === 'object' ? { ...choices.grafana, ...grafana } : (grafana ?? choices.grafana),
  };
}
