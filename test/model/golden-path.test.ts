import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import * as z from 'zod';
import { byEnvironment } from '../../src/model/by-environment.ts';
import { duration, size } from '../../src/model/fields.ts';
import { GOLDEN_PATH, GoldenPath, isGoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { need } from '../../src/model/need.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { Site } from '../../src/model/site.ts';
import { anApplication, aPlatform } from '../support/platforms.ts';

const schema = z.strictObject({
  text: z.string().default('hello'),
  disk: size({ min: Size.gibibytes(1), max: Size.gibibytes(9) }).optional(),
  wait: duration({ min: Duration.seconds(1) }).optional(),
  port: z.int().min(1).max(65535).optional(),
  protocol: z.enum(['http', 'tcp']).optional(),
  inner: z.strictObject({ deep: z.string() }).optional(),
  list: z
    .array(z.strictObject({ name: z.string() }))
    .min(1)
    .max(2)
    .optional(),
});

class Banner extends GoldenPath<typeof schema> {
  static override readonly schema = schema;
  readonly url = this.output('url');

  protected override render(): Manifest[] {
    return [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: this.name, labels: this.labels },
        data: { text: this.props.text },
      },
    ];
  }
}

const site = () => new Site({ labels: { 'roadbed.dev/environment': 'dev' }, tier: 'development' });

function banner(props: unknown, environment = 'dev'): readonly string[] {
  const made = Reflect.construct(Banner, [anApplication(aPlatform(), 'shop'), 'banner', props]);
  return made[GOLDEN_PATH]().problems(environment).map(formatProblem);
}

describe('props', () => {
  test.each([
    [{ prot: 1 }, 'RB101 at shop/banner.prot: there is no prop "prot"; did you mean "port"?'],
    [
      { nonsense: 1 },
      'RB101 at shop/banner.nonsense: there is no prop "nonsense"; remove it; its props are text, disk, wait, port, protocol, inner, list',
    ],
    [
      { port: 70000 },
      'RB101 at shop/banner.port: must be at most 65535, got "70000"; see the props of this construct in api-docs',
    ],
    [
      { port: 0 },
      'RB101 at shop/banner.port: must be at least 1, got "0"; see the props of this construct in api-docs',
    ],
    [
      { port: 1.5 },
      'RB101 at shop/banner.port: must be a whole number, got "1.5"; see the props of this construct in api-docs',
    ],
    [
      { port: Number.NaN },
      'RB101 at shop/banner.port: must be a number, got "NaN"; see the props of this construct in api-docs',
    ],
    [{ text: 3 }, 'RB101 at shop/banner.text: must be a string, got "3"; see the props of this construct in api-docs'],
    [
      { text: null },
      'RB101 at shop/banner.text: must be a string, got "null"; see the props of this construct in api-docs',
    ],
    [
      { protocol: 'udp' },
      'RB101 at shop/banner.protocol: must be one of "http", "tcp", got "udp"; see the props of this construct in api-docs',
    ],
    [
      { disk: '20Gi' },
      'RB101 at shop/banner.disk: must be a Size, such as Size.gibibytes(20), got "20Gi"; see the props of this construct in api-docs',
    ],
    [
      { disk: Size.gibibytes(10) },
      'RB101 at shop/banner.disk: must be at most 9Gi, got "10Gi"; see the props of this construct in api-docs',
    ],
    [
      { disk: Size.mebibytes(1) },
      'RB101 at shop/banner.disk: must be at least 1Gi, got "1Mi"; see the props of this construct in api-docs',
    ],
    [
      { wait: Duration.millis(10) },
      'RB101 at shop/banner.wait: must be at least 1 second, got "10ms"; see the props of this construct in api-docs',
    ],
    [{ inner: {} }, 'RB101 at shop/banner.inner.deep: it is required and missing; give it a value'],
    [
      { inner: { deep: 'x', depe: 'y' } },
      'RB101 at shop/banner.inner.depe: there is no prop "depe"; did you mean "deep"?',
    ],
    [
      { list: [] },
      'RB101 at shop/banner.list: must be at least 1 item long, got "[]"; see the props of this construct in api-docs',
    ],
    [
      { list: [{ nam: 'x', name: 'y' }] },
      'RB101 at shop/banner.list[0].nam: there is no prop "nam"; did you mean "name"?',
    ],
    ['text', 'RB101 at shop/banner: must be an object, got "text"; see the props of this construct in api-docs'],
  ])('%j are a problem', (props, problem) => {
    expect(banner(props)).toEqual([problem]);
  });

  test('all that is wrong is told at once', () => {
    expect(banner({ port: 0, text: 1, x: 1 })).toHaveLength(3);
  });

  test('a prop called __proto__ is one that there is not, and smuggles nothing in', () => {
    expect(banner(JSON.parse('{"__proto__":{"text":3}}'))).toEqual([
      'RB101 at shop/banner.__proto__: there is no prop "__proto__"; remove it; its props are text, disk, wait, port, protocol, inner, list',
    ]);
    expect(banner({ text: byEnvironment({ dev: 'x' }), ...JSON.parse('{"__proto__":{"port":"x"}}') })).toHaveLength(1);
  });

  test('a long value is shown short, and a value that refers to itself is shown too', () => {
    const circle: Record<string, unknown> = {};
    circle.me = circle;
    expect(banner({ text: ['x'.repeat(500)] })[0]?.length).toBeLessThan(250);
    expect(banner({ port: circle })[0]).toContain('got "an object"');
  });

  test('are checked in the environment that they are for, which is named', () => {
    const props = { port: byEnvironment({ dev: 0, prod: 80 }), text: 3 };
    expect(banner(props, 'dev')).toEqual([
      'RB101 at shop/banner.text: must be a string, got "3"; see the props of this construct in api-docs',
      'RB101 at shop/banner.port: must be at least 1, got "0" in "dev"; see the props of this construct in api-docs',
    ]);
    expect(banner(props, 'prod')).toHaveLength(1);
  });
});

test('a constructor never throws for what a user typed', () => {
  const scope = anApplication(aPlatform(), 'shop');
  for (const [i, props] of [undefined, null, 3, 'x', [], { a: Symbol('x') }, new Map()].entries()) {
    expect(() => Reflect.construct(Banner, [scope, `b${i}`, props])).not.toThrow();
  }
});

test('a golden path without a schema is a fault of its author', () => {
  class Nothing extends GoldenPath {}
  expect(() => new Nothing(anApplication(aPlatform(), 'shop'), 'x', {})).toThrow(
    'Nothing has no schema: a golden path declares "static override readonly schema"',
  );
});

test('props that are read in a constructor are a fault that says so, where they did not pass', () => {
  class Early extends GoldenPath<typeof schema> {
    static override readonly schema = schema;
    readonly early = this.props.text;
  }
  expect(() => Reflect.construct(Early, [anApplication(aPlatform(), 'shop'), 'x', { text: 3 }])).toThrow(
    'props were read that did not pass their schema, or in a constructor',
  );
});

test('its name is its path within the application, and its labels tell it apart', () => {
  const made = new Banner(new Construct(anApplication(aPlatform(), 'shop'), 'group'), 'banner', {});
  const handle = made[GOLDEN_PATH]();
  expect(handle.name).toBe('group-banner');
  expect(handle.labels).toEqual({ 'app.kubernetes.io/name': 'group-banner', 'app.kubernetes.io/part-of': 'shop' });
  expect(isGoldenPath(made)).toBe(true);
  expect(isGoldenPath(new Construct(aPlatform(), 'x'))).toBe(false);
});

test('rendered twice it comes out the same, and asks the same', () => {
  const handle = new Banner(anApplication(aPlatform(), 'shop'), 'banner', { text: byEnvironment({ dev: 'x' }) })[
    GOLDEN_PATH
  ]();
  const [one, two] = [site(), site()];
  expect(handle.render(one)).toEqual(handle.render(two));
  expect(one.seal()).toEqual(two.seal());
});

describe('in a plain cdk8s program', () => {
  function synth(build: (chart: Chart) => void): string {
    const outdir = mkdtempSync(join(tmpdir(), 'roadbed-plain-'));
    const app = new App({ outdir });
    build(new Chart(app, 'chart', { namespace: 'space' }));
    app.synth();
    return readFileSync(join(outdir, 'chart.k8s.yaml'), 'utf8');
  }

  test('a golden path renders for a neutral site', () => {
    const yaml = synth((chart) => new Banner(chart, 'banner', { text: 'hi' }));
    expect(yaml).toContain('roadbed.dev/path: chart/banner');
    expect(yaml).toContain('namespace: space');
    expect(yaml).toContain('text: hi');
  });

  test('what is wrong with its props is an error of validation', () => {
    expect(() => synth((chart) => Reflect.construct(Banner, [chart, 'banner', { text: 3 }]))).toThrow(
      'RB101 at chart/banner.text: must be a string',
    );
  });

  test('a need is an error of validation', () => {
    class Needy extends Banner {
      protected override needs() {
        return [need('store', {})];
      }
    }
    expect(() => synth((chart) => new Needy(chart, 'x', {}))).toThrow(
      'chart/x needs a provisioner; put it in an Application of a Platform',
    );
  });
});
