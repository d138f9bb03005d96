import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { stringify } from 'yaml';
import { Alerts } from '../../constructs/alerts.ts';
import { dashboards } from '../../constructs/observability/catalogue.ts';
import { WebService } from '../../constructs/web-service.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { render, shop } from '../constructs/support.ts';
import { holds, type Tools, withEngines } from './harness/with-engines.ts';
import { alertCases, budgetCases, type RuleCase } from './promtool-cases.ts';

/** Runs promtool in the folder of the tests; gives what it says where it is not content. */
function promtool(tools: Tools, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(tools.program('promtool'), args, {
    cwd: tools.folder,
    encoding: 'utf8',
  });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

interface Groups {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Readonly<Record<string, unknown>>[] }[];
}

/** The groups of PrometheusRules, as a file of Prometheus holds them. */
function rulesOf(manifests: readonly Manifest[]): Groups {
  const rules = manifests.filter(({ kind }) => kind === 'PrometheusRule');
  return { groups: rules.flatMap(({ spec }): Groups['groups'] => JSON.parse(JSON.stringify(Object(spec).groups))) };
}

/** The groups without what alerts say: a test of promtool compares that too. */
function silent({ groups }: Groups): Groups {
  const without = groups.map((group) => ({ ...group, rules: group.rules.map(({ annotations, ...rule }) => rule) }));
  return { groups: without };
}

function countOf({ groups }: Groups): number {
  return groups.reduce((count, { rules }) => count + rules.length, 0);
}

/** Every query of every dashboard, its choices made, as a rule: promtool parses rules. */
function queriesAsRules(): readonly { readonly record: string; readonly expr: string }[] {
  const queries = dashboards.flatMap(({ rows }) =>
    rows.flatMap(({ panels }) => panels.flatMap(({ queries }) => Object.values(queries))),
  );
  return queries.map((query, index) => {
    const chosen = query.replaceAll('$__rate_interval', '5m').replaceAll('$__range', '6h');
    return { record: `dashboards:query${index}`, expr: chosen.replace(/\$[a-z]+/g, 'x') };
  });
}

function ruleTests(file: string, cases: readonly RuleCase[]): object {
  const tests = cases.map(({ series, at, alert, fires }) => ({
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [{ eval_time: at, alertname: alert, exp_alerts: fires.map((labels) => ({ exp_labels: labels })) }],
  }));
  return { rule_files: [file], evaluation_interval: '1m', tests };
}

withEngines(['promtool'], 'promtool', (tools) => {
  const alerts = () => rulesOf(render(new Alerts(shop(), 'alerts', {})));
  const service = () => {
    const slo = { availability: 99.9, latency: { within: Duration.seconds(1) } };
    const image = 'ghcr.io/acme/api:1.4.2';
    return rulesOf(render(new WebService(shop(), 'api', { image, port: 8080, metrics: true, slo })));
  };
  const write = (file: string, content: object) => writeFileSync(join(tools.folder, file), stringify(content));

  holds('promtool', 'takes every rule of Alerts and of what a service promises', async () => {
    write('alerts.yaml', alerts());
    write('slo.yaml', service());
    expect(promtool(tools, 'check', 'rules', 'alerts.yaml', 'slo.yaml')).toBe('');
    return countOf(alerts()) + countOf(service());
  });

  holds('promtool', 'parses every query of every dashboard', async () => {
    const rules = queriesAsRules();
    write('queries.yaml', { groups: [{ name: 'queries', rules }] });
    expect(promtool(tools, 'check', 'rules', 'queries.yaml')).toBe('');
    return rules.length;
  });

  holds(
    'promtool',
    'sees alerts fire where they should, and stay silent where they should',
    async () => {
      write('alerts.yaml', silent(alerts()));
      write('slo.yaml', silent(service()));
      write('alerts-test.yaml', ruleTests('alerts.yaml', alertCases));
      write('slo-test.yaml', ruleTests('slo.yaml', budgetCases));
      expect(promtool(tools, 'test', 'rules', 'alerts-test.yaml')).toBe('');
      expect(promtool(tools, 'test', 'rules', 'slo-test.yaml')).toBe('');
      return alertCases.length + budgetCases.length;
    },
    180,
  );
});
