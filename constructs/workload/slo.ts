import { Duration } from 'cdk8s';
import * as z from 'zod';
import { duration } from '../../src/model/fields.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { prometheusRule, type Rule, type RuleGroup } from '../observability/prometheus-rule.ts';
import type { Workload } from './workload.ts';

const objective = z.strictObject({
  availability: z
    .number()
    .min(50)
    .max(99.999)
    .optional()
    .describe('Percent of the requests of 30 days that must not fail, 50 to 99.999; a failure is an answer of 5xx.'),
  latency: z
    .strictObject({
      percent: z.number().min(50).max(99.999).default(99).describe('Percent of the requests, 50 to 99.999.'),
      within: duration({ min: Duration.millis(1), max: Duration.minutes(5) }).describe(
        "Time in which they must be answered; it must be a bound of a bucket in the program's histogram.",
      ),
    })
    .optional()
    .describe('How fast requests must be answered.'),
  metrics: z
    .enum(['opentelemetry', 'prometheus', 'grpc'])
    .optional()
    .describe(
      'Names of the metrics of requests: those of OpenTelemetry, of most Prometheus clients (`http_requests_total`), or of gRPC servers. Default: `grpc` where the protocol is grpc, else `opentelemetry`.',
    ),
});

/** Props of what a service promises. */
export const sloProps = {
  slo: objective
    .refine(({ availability, latency }) => availability !== undefined || latency !== undefined, {
      error: 'must promise something: availability, latency or both',
    })
    .optional()
    .describe(
      'What the service promises over 30 days. Rules follow how much of its error budget is used up, and alert while it burns too fast. It needs `metrics`.',
    ),
};

type Slo = z.output<typeof objective>;

/** How requests are counted: selectors of series for a job. */
interface Convention {
  /** Counts every request. */
  readonly count: string;
  /** Matcher of the requests that fail. */
  readonly failed: string;
  /** Histogram of the seconds that requests took. */
  readonly seconds: string;
}

const conventions: Readonly<Record<NonNullable<Slo['metrics']>, Convention>> = {
  opentelemetry: {
    count: 'http_server_request_duration_seconds_count',
    failed: 'http_response_status_code=~"5.."',
    seconds: 'http_server_request_duration_seconds',
  },
  prometheus: { count: 'http_requests_total', failed: 'code=~"5.."', seconds: 'http_request_duration_seconds' },
  grpc: {
    count: 'grpc_server_handled_total',
    failed: 'grpc_code=~"Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss"',
    seconds: 'grpc_server_handling_seconds',
  },
};

/** What the rules of an objective are made of. */
interface Objective {
  readonly slo: 'availability' | 'latency';
  /** Part of the requests that must be good. */
  readonly target: number;
  /** Query for the part of the requests that is bad, over a time. */
  bad(window: string): string;
}

/** Times over which errors are kept, each the long or the short one of an alert. */
const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;

type Window = (typeof WINDOWS)[number];

/**
 * When errors burn the budget of 30 days too fast: over a long time, and over a short one too so that the alert ends soon after.
 * In the long time 2, 5, 10 and 10 percent of the budget are used up.
 */
const BURNS: readonly {
  readonly severity: 'critical' | 'warning';
  readonly factor: number;
  readonly long: Window;
  readonly short: Window;
  readonly holds: string;
}[] = [
  { severity: 'critical', factor: 14.4, long: '1h', short: '5m', holds: '2m' },
  { severity: 'critical', factor: 6, long: '6h', short: '30m', holds: '15m' },
  { severity: 'warning', factor: 3, long: '1d', short: '2h', holds: '1h' },
  { severity: 'warning', factor: 1, long: '3d', short: '6h', holds: '3h' },
];

/** The rules by which Prometheus follows what a service promises. */
export function sloRules(workload: Workload, slo: Slo, namespace: string, isGrpc: boolean): Manifest {
  const series = `namespace="${namespace}",job="${workload.name}"`;
  const convention = conventions[slo.metrics ?? (isGrpc ? 'grpc' : 'opentelemetry')];
  const groups = objectivesOf(slo, convention, series).flatMap((one) =>
    groupsOf(one, { namespace, service: workload.name, slo: one.slo }),
  );
  return prometheusRule(`${workload.name}-slo`, workload.labels, groups);
}

function objectivesOf({ availability, latency }: Slo, convention: Convention, series: string): readonly Objective[] {
  const { count, failed, seconds } = convention;
  // Where nothing is asked nothing fails: without the bound the part would be no number, and stay so for 30 days.
  const all = (metric: string, window: string) => `(sum(rate(${metric}{${series}}[${window}])) > 0)`;
  const objectives: Objective[] = [];
  if (availability !== undefined) {
    objectives.push({
      slo: 'availability',
      target: part(availability),
      bad: (window) => `(sum(rate(${count}{${series},${failed}}[${window}])) or vector(0)) / ${all(count, window)}`,
    });
  }
  if (latency !== undefined) {
    const le = String(latency.within.toMilliseconds() / 1000);
    // Clients write a whole bound as 1 or as 1.0.
    const bound = le.includes('.') ? `le="${le}"` : `le=~"${le}(\\\\.0)?"`;
    objectives.push({
      slo: 'latency',
      target: part(latency.percent),
      bad: (window) =>
        `1 - sum(rate(${seconds}_bucket{${series},${bound}}[${window}])) / ${all(`${seconds}_count`, window)}`,
    });
  }
  return objectives;
}

/** A percentage as a part of one, without the dust of binary fractions. */
function part(percent: number): number {
  return Number((percent / 100).toFixed(7));
}

type ObjectiveLabels = Readonly<Record<'namespace' | 'service' | 'slo', string>>;

function groupsOf(objective: Objective, labels: ObjectiveLabels): readonly RuleGroup[] {
  const { slo, target, bad } = objective;
  const name = `${labels.service}-${slo}`;
  const own = `{namespace="${labels.namespace}",service="${labels.service}",slo="${slo}"}`;
  const kept = WINDOWS.map((window): Rule => ({ record: ratio(window), expr: bad(window), labels }));
  return [
    {
      name: `${name}-budget`,
      rules: [
        { record: 'roadbed:slo_objective:ratio', expr: `vector(${target})`, labels },
        ...kept,
        // By time, not by requests: 30 days of every request are too much to read each minute.
        { record: ratio('30d'), expr: `avg_over_time(${ratio('5m')}${own}[30d])`, labels },
      ],
    },
    { name: `${name}-alerts`, rules: burnAlerts(objective, labels, own) },
  ];
}

function ratio(window: string): string {
  return `roadbed:slo_errors:ratio_rate${window}`;
}

function burnAlerts({ slo, target }: Objective, labels: ObjectiveLabels, own: string): readonly Rule[] {
  const budget = Number((1 - target).toFixed(7));
  const who = `${labels.namespace}/${labels.service}`;
  return BURNS.filter(({ factor }) => factor * budget < 1).map(({ severity, factor, long, short, holds }): Rule => {
    const bound = Number((factor * budget).toFixed(7));
    return {
      alert: 'ErrorBudgetBurn',
      expr: `${ratio(long)}${own} > ${bound} and ${ratio(short)}${own} > ${bound}`,
      for: holds,
      labels: { severity, namespace: labels.namespace, service: labels.service, slo, long, short },
      annotations: {
        summary: `${who} burns its budget for ${slo} ${factor} times as fast as it may`,
        runbook: `{{ $value | humanizePercentage }} of the requests of the last ${long} were bad; ${Number((budget * 100).toFixed(5))} percent may be. Open the dashboard Service level of ${who}: did it begin with a change, with load, or with something that it calls?`,
      },
    };
  });
}
