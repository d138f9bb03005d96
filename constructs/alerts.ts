import * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import type { Manifest } from '../src/model/manifest.ts';
import { isLabelKey, isLabelValue } from '../src/model/names.ts';
import type { Alert, AlertGroup } from './observability/alert.ts';
import { alertGroups } from './observability/alert-catalogue.ts';
import { prometheusRule, type Rule } from './observability/prometheus-rule.ts';
import { uidOf } from './observability/uid.ts';

const groupId = z.enum(alertGroups.map(({ id }) => id));
const alertName = z.enum(alertGroups.flatMap(({ alerts }) => alerts.map(({ name }) => name)));
const baseUrl = () =>
  z
    .string()
    .max(500)
    .regex(/^https?:\/\/[^\s/]+(\/[^\s]*)?$/, { error: 'must be a URL, such as https://grafana.acme.example' });
const labelKey = z.string().refine(isLabelKey, { error: 'must be the key of a label' });
const labelValue = z.string().refine(isLabelValue, { error: 'must be the value of a label' });

const props = z.strictObject({
  include: z.array(groupId).optional().describe('Groups of alerts to deliver, by id. Default: all of them.'),
  exclude: z.array(groupId).default([]).describe('Groups of alerts to leave out, by id.'),
  disabled: z.array(alertName).default([]).describe('Alerts to leave out, by name.'),
  severities: z
    .partialRecord(alertName, z.enum(['critical', 'warning', 'info']))
    .default({})
    .describe('Severity of alerts, by name, where it is another than the one they come with.'),
  labels: z
    .record(labelKey, labelValue)
    .default({})
    .describe('Further labels of the rules, by which a Prometheus may choose them: `release: kube-prometheus-stack`.'),
  runbooks: baseUrl()
    .optional()
    .describe('URL of your runbooks; the name of the alert follows a slash. Default: what to do stands in the alert.'),
  grafana: baseUrl()
    .optional()
    .describe('URL of Grafana, by which an alert leads to its dashboard. Default: it does not.'),
});

/** Props of {@link Alerts}. */
export type AlertsProps = z.input<typeof props>;

/**
 * Alerts for what Roadbed makes, beside those that kube-prometheus-stack brings: services and tasks, databases, disks, delivery,
 * managed resources, the network, certificates and secrets. Each says what to do.
 *
 * Put it into an application on every cluster with a Prometheus: what a cluster has no metrics of never fires there.
 * It comes from `roadbed/observability`.
 *
 * @source PrometheusRule
 * @example
 * new Alerts(observability, 'alerts', { disabled: ['AutoscalerAtItsEnd'], grafana: 'https://grafana.acme.example' });
 */
export class Alerts extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): Manifest[] {
    const { include, exclude, labels } = this.props;
    return alertGroups
      .filter(({ id }) => include?.includes(id) !== false && !exclude.includes(id))
      .flatMap((group) => {
        const rules = this.#rules(group);
        const name = `${this.name}-${group.id}`;
        return rules.length === 0 ? [] : [prometheusRule(name, { ...this.labels, ...labels }, [{ name, rules }])];
      });
  }

  #rules({ alerts, dashboard }: AlertGroup): readonly Rule[] {
    const disabled = new Set<string>(this.props.disabled);
    return alerts.filter(({ name }) => !disabled.has(name)).map((alert) => this.#rule(alert, dashboard));
  }

  #rule({ name, severity, holds, expr, summary, runbook }: Alert, dashboard: string): Rule {
    const { severities, runbooks, grafana } = this.props;
    const chosen = Object.entries(severities).find(([alert]) => alert === name)?.[1] ?? severity;
    return {
      alert: name,
      expr,
      for: holds,
      labels: { severity: chosen },
      annotations: {
        summary,
        runbook,
        ...(runbooks === undefined ? {} : { runbook_url: `${runbooks.replace(/\/+$/, '')}/${name}` }),
        ...(grafana === undefined ? {} : { dashboard_url: `${grafana.replace(/\/+$/, '')}/d/${uidOf(dashboard)}` }),
      },
    };
  }
}
