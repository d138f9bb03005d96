import { Alerts, type AlertsProps } from '../../constructs/alerts.ts';
import { alertGroups } from '../../constructs/observability/alert-catalogue.ts';
import { dashboards } from '../../constructs/observability/catalogue.ts';
import { problems, render, shop } from './support.ts';

interface Rule {
  readonly alert: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

function rulesOf(props: AlertsProps): readonly Rule[] {
  return render(new Alerts(shop(), 'alerts', props)).flatMap((manifest) => {
    const { groups }: { groups: readonly { rules: readonly Rule[] }[] } = JSON.parse(JSON.stringify(manifest.spec));
    return groups.flatMap(({ rules }) => rules);
  });
}

const all = alertGroups.flatMap(({ alerts }) => alerts);

test('every alert has a name of its own, says what is wrong and what to do', () => {
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  for (const { name, summary, runbook, holds } of all) {
    expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(summary.length).toBeGreaterThan(10);
    expect(runbook.length).toBeGreaterThan(60);
    expect(holds).toMatch(/^\d+[mh]$/);
  }
});

test('every group leads to a dashboard that is there', () => {
  const ids = new Set<string>(dashboards.map(({ id }) => id));
  expect(alertGroups.filter(({ dashboard }) => !ids.has(dashboard))).toEqual([]);
});

test('each group is an object of its own, with the labels that a Prometheus chooses by', () => {
  const manifests = render(
    new Alerts(shop(), 'alerts', { include: ['services', 'tasks'], labels: { release: 'kps' } }),
  );
  expect(manifests.map(({ metadata }) => [metadata.name, metadata.labels?.release])).toEqual([
    ['alerts-services', 'kps'],
    ['alerts-tasks', 'kps'],
  ]);
});

test('what is disabled is left out, down to the whole group', () => {
  const names = rulesOf({ exclude: ['postgres'], disabled: ['TaskFailed', 'TaskNotStarted'] }).map(
    ({ alert }) => alert,
  );
  expect(names).not.toContain('TaskFailed');
  expect(names).not.toContain('DatabaseDown');
  expect(names).toContain('WorkloadWithoutPods');
  const kinds = render(
    new Alerts(shop(), 'alerts', { include: ['tasks'], disabled: ['TaskFailed', 'TaskNotStarted'] }),
  );
  expect(kinds).toEqual([]);
});

test('a severity can be another, and an alert leads to its runbook and dashboard', () => {
  const [first] = rulesOf({
    include: ['services'],
    severities: { WorkloadWithoutPods: 'warning' },
    runbooks: 'https://wiki.acme.example/runbooks/',
    grafana: 'https://grafana.acme.example',
  });
  expect(first).toMatchObject({
    alert: 'WorkloadWithoutPods',
    labels: { severity: 'warning' },
    annotations: {
      runbook_url: 'https://wiki.acme.example/runbooks/WorkloadWithoutPods',
      dashboard_url: 'https://grafana.acme.example/d/roadbed-workload',
    },
  });
});

test('what a developer can do wrong', () => {
  const props = {
    disabled: ['TaskFail'],
    severities: { Nobody: 'critical' },
    runbooks: 'wiki',
    labels: { 'a b': 'c' },
  };
  const wrong: Alerts = Reflect.construct(Alerts, [shop(), 'alerts', props]);
  expect(problems(wrong).map((line) => line.slice(0, 100))).toMatchInlineSnapshot(`
[
  "RB101 at shop/alerts.disabled[0]: must be one of "WorkloadWithoutPods", "WorkloadShortOfPods", "Memo",
  "RB101 at shop/alerts.severities.Nobody: there is no prop "Nobody"; remove it",
  "RB101 at shop/alerts.labels["a b"]: its name must be the key of a label, got "a b"; see the props of",
  "RB101 at shop/alerts.runbooks: must be a URL, such as https://grafana.acme.example, got "wiki"; it i",
]
`);
});
