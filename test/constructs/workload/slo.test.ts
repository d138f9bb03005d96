import { Duration } from 'cdk8s';
import { WebService, type WebServiceProps } from '../../../constructs/web-service.ts';
import { ofKind, problems, render, shop } from '../support.ts';

const required = { image: 'ghcr.io/acme/api:1.4.2', port: 8080, metrics: true } satisfies WebServiceProps;

interface Rules {
  readonly spec: {
    readonly groups: readonly {
      readonly name: string;
      readonly rules: readonly Readonly<Record<string, unknown>>[];
    }[];
  };
}

function rulesOf(slo: WebServiceProps['slo'], props: Partial<WebServiceProps> = {}) {
  const rule = ofKind(render(new WebService(shop(), 'api', { ...required, slo, ...props })), 'PrometheusRule');
  const { spec }: Rules = JSON.parse(JSON.stringify(rule));
  return spec.groups.flatMap(({ rules }) => rules);
}

const text = (value: unknown) => String(value ?? '');
const recorded = (rules: ReturnType<typeof rulesOf>, name: string) =>
  rules.filter(({ record }) => record === name).map(({ expr }) => text(expr));
const alerts = (rules: ReturnType<typeof rulesOf>) => rules.filter(({ alert }) => alert !== undefined);

test('errors are kept over each time that an alert looks at, and over 30 days', () => {
  const names = rulesOf({ availability: 99.9 }).flatMap(({ record }) => (record === undefined ? [] : [text(record)]));
  const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'];
  expect(names).toEqual(['roadbed:slo_objective:ratio', ...windows.map((w) => `roadbed:slo_errors:ratio_rate${w}`)]);
});

test('a request fails by its code, and where nothing is asked nothing is said', () => {
  expect(recorded(rulesOf({ availability: 99.9 }), 'roadbed:slo_errors:ratio_rate5m')).toEqual([
    '(sum(rate(http_server_request_duration_seconds_count{namespace="shop",job="api",http_response_status_code=~"5.."}[5m])) or vector(0)) / (sum(rate(http_server_request_duration_seconds_count{namespace="shop",job="api"}[5m])) > 0)',
  ]);
});

test.each([
  ['opentelemetry', 'http_server_request_duration_seconds_count{'],
  ['prometheus', 'http_requests_total{'],
  ['grpc', 'grpc_server_handled_total{'],
] as const)('requests are counted as %s does', (metrics, series) => {
  const [expr] = recorded(rulesOf({ availability: 99, metrics }), 'roadbed:slo_errors:ratio_rate1h');
  expect(expr).toContain(series);
});

test('a service that speaks gRPC counts its calls unless it says otherwise', () => {
  const [expr] = recorded(rulesOf({ availability: 99 }, { protocol: 'grpc' }), 'roadbed:slo_errors:ratio_rate1h');
  expect(expr).toContain('grpc_code=~"Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss"');
});

test.each([
  [Duration.millis(250), 'le="0.25"'],
  [Duration.seconds(1), 'le=~"1(\\\\.0)?"'],
])('%s is a bound of the histogram, as clients write it', (within, bound) => {
  const [expr] = recorded(rulesOf({ latency: { within } }), 'roadbed:slo_errors:ratio_rate5m');
  expect(expr).toContain(`_bucket{namespace="shop",job="api",${bound}}[5m]`);
});

test('it alerts while the budget burns too fast, over a long time and a short one', () => {
  expect(alerts(rulesOf({ availability: 99.9 })).map(({ expr, for: holds }) => [expr, holds])).toEqual(
    [
      ['1h', '5m', '0.0144', '2m'],
      ['6h', '30m', '0.006', '15m'],
      ['1d', '2h', '0.003', '1h'],
      ['3d', '6h', '0.001', '3h'],
    ].map(([long, short, bound, holds]) => {
      const own = '{namespace="shop",service="api",slo="availability"}';
      const over = (window: string | undefined) => `roadbed:slo_errors:ratio_rate${window}${own} > ${bound}`;
      return [`${over(long)} and ${over(short)}`, holds];
    }),
  );
});

test('an alert that could never fire is left out: the budget burns no faster than every request', () => {
  const factors = (availability: number) => alerts(rulesOf({ availability })).length;
  expect([factors(99.9), factors(90), factors(60)]).toEqual([4, 3, 1]);
});

test('a promise needs metrics, and something that is promised', () => {
  const slo = { availability: 99.9 };
  expect(problems(new WebService(shop(), 'api', { ...required, metrics: false, slo }))).toEqual([
    'RB101 at shop/api.slo: needs metrics: true, by which it is measured, got "{"availability":99.9}"; it is: what the service promises over 30 days',
  ]);
  expect(problems(new WebService(shop(), 'api', { ...required, slo: {} }))).toEqual([
    'RB101 at shop/api.slo: must promise something: availability, latency or both, got "{}"; it is: what the service promises over 30 days',
  ]);
});
