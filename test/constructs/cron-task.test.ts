import { Duration, Size } from 'cdk8s';
import { CronTask, type CronTaskProps } from '../../constructs/cron-task.ts';
import { GOLDEN_PATH } from '../../src/model/golden-path.ts';
import { ofKind, problems, render, shop, siteOf, yaml } from './support.ts';

const required = { image: 'ghcr.io/acme/report:2.0.0', schedule: '30 2 * * MON-FRI' };

const all: Required<CronTaskProps> = {
  image: 'ghcr.io/acme/report:2.0.0',
  schedule: '*/15 6-18 1,15 JAN-NOV/2 *',
  timeZone: 'Europe/Berlin',
  command: ['/bin/report'],
  args: ['--all'],
  env: { FORMAT: 'pdf' },
  cpuMillicores: 1000,
  memory: Size.gibibytes(2),
  writablePaths: ['/work'],
  files: { '/etc/report.yaml': { content: 'format: csv' } },
  runAsUser: 3000,
  concurrencyPolicy: 'Replace',
  timeLimit: Duration.minutes(20),
  startingDeadline: Duration.seconds(90),
  retries: 0,
  egress: [{ cidr: '2001:db8::/32', ports: [443] }],
};

test('a task with the required props only', () => {
  expect(yaml(render(new CronTask(shop(), 'report', required)))).toMatchSnapshot();
});

test('a task with all props', () => {
  expect(yaml(render(new CronTask(shop(), 'report', all)))).toMatchSnapshot();
});

test('a task is the same in every environment', () => {
  const task = new CronTask(shop(), 'report', required);
  const site = siteOf('development');
  expect(yaml(render(task, site))).toBe(yaml(render(task, 'production')));
  expect(site.seal()).toEqual([]);
});

test('the NetworkPolicy of a task is for its pods', () => {
  const handle = new CronTask(shop(), 'report', required)[GOLDEN_PATH]();
  const manifests = handle.render(siteOf('production'));
  const policy = ofKind(manifests, 'NetworkPolicy');
  expect(policy).toMatchObject({ spec: { podSelector: { matchLabels: handle.labels } } });
  expect(policy?.spec).not.toHaveProperty('ingress');
  expect(ofKind(manifests, 'CronJob')).toMatchObject({
    spec: { jobTemplate: { spec: { template: { metadata: { labels: handle.labels } } } } },
  });
});

test('what a developer can do wrong', () => {
  const wrong = [
    { schedule: '@daily' },
    { schedule: '0 25 * * *' },
    { schedule: '0 0 * * FRI-MON' },
    { timeZone: 'Europe/Atlantis' },
    { timeLimit: Duration.days(8) },
    { startingDeadline: Duration.millis(1) },
    { retries: 11 },
  ];
  expect(wrong.flatMap((props) => problems(new CronTask(shop(), 'report', { ...required, ...props })))).toEqual([
    'RB101 at shop/report.schedule: must be a schedule of five cron fields, such as "30 2 * * MON-FRI", got "@daily"; it is: when it runs, as five cron fields: minute, hour, day of month, month, day of week; `30 2 * * MON-FRI`',
    'RB101 at shop/report.schedule: must be a schedule of five cron fields, such as "30 2 * * MON-FRI", got "0 25 * * *"; it is: when it runs, as five cron fields: minute, hour, day of month, month, day of week; `30 2 * * MON-FRI`',
    'RB101 at shop/report.schedule: must be a schedule of five cron fields, such as "30 2 * * MON-FRI", got "0 0 * * FRI-MON"; it is: when it runs, as five cron fields: minute, hour, day of month, month, day of week; `30 2 * * MON-FRI`',
    'RB101 at shop/report.timeZone: must be a time zone of the IANA database, such as Europe/Berlin, got "Europe/Atlantis"; it is: time zone of the schedule, from the IANA database: `Europe/Berlin`',
    'RB101 at shop/report.timeLimit: must be at most 7 days, got "192h"; it is: time that a run may take, its retries included, in whole seconds',
    'RB101 at shop/report.startingDeadline: must be at least 10 seconds, got "1ms"; it is: how late a run may start, in whole seconds; after that it is left out',
    'RB101 at shop/report.retries: must be at most 10, got "11"; it is: how often a run that fails is tried again, 0 to 10 times',
  ]);
});

test('it has no outputs', () => {
  expect([...new CronTask(shop(), 'report', required)[GOLDEN_PATH]().outputs.keys()]).toEqual([]);
});
