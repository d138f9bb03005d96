import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { dashboards } from '../../constructs/observability/catalogue.ts';
import { grafanaDashboard } from '../../constructs/observability/grafana.ts';
import { run } from './harness/command.ts';
import { holds, type Tools, withEngines } from './harness/with-engines.ts';

const panel = (dashboard: string, name: string) => ({ dashboard: `Roadbed / ${dashboard}`, panel: name });

/** Rules of the linter that ours do not follow, with the reasons. */
const exclusions = {
  'template-job-rule': {
    reason: 'it is for dashboards of one program; ours look at clusters, namespaces and services',
  },
  'template-instance-rule': { reason: 'as the rule of jobs' },
  'target-job-rule': { reason: 'as the rule of jobs' },
  'target-instance-rule': { reason: 'as the rule of jobs' },
  'template-datasource-rule': {
    reason: 'the data source is the Prometheus of a cluster, and the choice is labelled so',
  },
  'panel-title-description-rule': { reason: 'titles say what is shown; descriptions stand where they do not' },
  'target-rate-interval-rule': {
    reason: 'what is seldom, or one number for now, is looked at over a time of its own',
    entries: [
      panel('Cluster capacity', 'CPU, in cores'),
      panel('Crossplane', 'Slowest twentieth of first times to be ready'),
      panel('Crossplane', 'Drift that was put right, slowest twentieth'),
      panel('Cost of a namespace', 'CPU that is asked for and not used'),
      panel('Namespaces', 'CPU in use, in cores'),
      panel('Prometheus', 'Samples a second'),
    ],
  },
  'target-counter-agg-rule': {
    reason: 'gauges that are named as counters are, and a count of what is open: opened less closed',
    entries: [
      panel('Application network', 'Services'),
      panel('Application network', 'Listeners and connectors'),
      panel('Application network', 'Connections open'),
      panel('Argo CD at work', 'Waiting for manifests'),
    ],
  },
};

/** Lets the linter read a dashboard; gives the status it ends with, and what it says where it is not content. */
function lint(tools: Tools, dashboard: object): { readonly status: number; readonly complaints: string } {
  const [config, file] = [join(tools.folder, 'lint.yaml'), join(tools.folder, 'dashboard.json')];
  writeFileSync(config, stringify({ exclusions }));
  writeFileSync(file, JSON.stringify(dashboard));
  const { status, output } = run(tools.program('dashboard-linter'), ['lint', '--strict', '--config', config, file]);
  return { status, complaints: status === 0 ? '' : output };
}

withEngines(['dashboard-linter'], "Grafana's linter of dashboards", (tools) => {
  holds('dashboard-linter', 'is content with every dashboard, but for rules that are not meant for ours', async () => {
    for (const dashboard of dashboards) {
      expect({ id: dashboard.id, ...lint(tools, grafanaDashboard(dashboard)) }).toEqual({
        id: dashboard.id,
        status: 0,
        complaints: '',
      });
    }
    return dashboards.length;
  });

  holds(
    'dashboard-linter',
    'is not with a query that does not parse, a data source that is fixed, or a way to edit it',
    async () => {
      const [first] = dashboards;
      if (first === undefined) throw new Error('there is no dashboard');
      const text = JSON.stringify(grafanaDashboard(first));
      const bad = [
        text.replace(/"expr":"/, '"expr":"sum('),
        text.replace(/"uid":"\$\{?datasource\}?"/g, '"uid":"fixed"'),
        text.replace('"editable":false', '"editable":true'),
      ];
      for (const one of bad) {
        expect(one).not.toBe(text);
        expect(lint(tools, JSON.parse(one)).status).not.toBe(0);
      }
      return bad.length;
    },
  );
});
