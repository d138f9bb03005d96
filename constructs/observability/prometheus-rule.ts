import type { Manifest } from '../../src/model/manifest.ts';

/** A rule of Prometheus: an alert, or a value that is kept under a name of its own. */
export type Rule =
  | { readonly record: string; readonly expr: string; readonly labels: Readonly<Record<string, string>> }
  | {
      readonly alert: string;
      readonly expr: string;
      readonly for?: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    };

/** Rules that are evaluated one after the other, at one time. */
export interface RuleGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly Rule[];
}

/** The object by which the Prometheus operator gives rules to Prometheus. */
export function prometheusRule(
  name: string,
  labels: Readonly<Record<string, string>>,
  groups: readonly RuleGroup[],
): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name, labels },
    spec: { groups },
  };
}
