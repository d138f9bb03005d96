import { Duration } from 'cdk8s';
import { Queue } from '../../constructs/queue.ts';
import { GOLDEN_PATH } from '../../src/model/golden-path.ts';
import { durationText } from '../../src/model/text-form.ts';
import { problems, render, shop, siteOf } from './support.ts';

function asked(queue: Queue) {
  const [first] = queue[GOLDEN_PATH]().needs(siteOf('production'));
  const { visibilityTimeout, retention, ...rest } = Object(first?.params);
  const times = { visibilityTimeout: durationText(visibilityTimeout), retention: durationText(retention) };
  return { ...first, params: { ...rest, ...times } };
}

test('a queue with the required props only, which are none', () => {
  expect(asked(new Queue(shop(), 'jobs', {}))).toMatchObject({
    type: 'queue',
    class: 'default',
    params: { visibilityTimeout: '5m', retention: '96h', maxReceives: 5 },
  });
});

test('a queue with all props', () => {
  const all = {
    visibilityTimeout: Duration.hours(1),
    retention: Duration.days(14),
    maxReceives: 1,
    class: 'slow',
  };
  expect(asked(new Queue(shop(), 'jobs', all))).toMatchObject({
    class: 'slow',
    params: { visibilityTimeout: '1h', retention: '336h', maxReceives: 1 },
  });
});

test('a queue renders nothing itself: its provisioner does', () => {
  expect(render(new Queue(shop(), 'jobs', {}))).toEqual([]);
});

test('what a developer can do wrong', () => {
  const wrong = new Queue(shop(), 'jobs', {
    visibilityTimeout: Duration.seconds(1),
    retention: Duration.days(15),
    maxReceives: 0,
  });
  expect(problems(wrong)).toEqual([
    'RB101 at shop/jobs.visibilityTimeout: must be at least 1 minute, got "1s"; it is: time that a consumer has to finish a message, in whole seconds; then another one gets it',
    'RB101 at shop/jobs.maxReceives: must be at least 1, got "0"; it is: how often a message is handed out, 1 to 1000 times, before it goes to the dead-letter queue',
    'RB101 at shop/jobs.retention: must be at most 14 days, got "360h"; it is: time that a message waits for somebody who takes it, in whole seconds',
  ]);
});

test('its outputs, of which none must be secret, as there may be no key', () => {
  const { outputs } = new Queue(shop(), 'jobs', {})[GOLDEN_PATH]();
  expect([...outputs.keys()]).toEqual([
    'url',
    'name',
    'deadLetterName',
    'protocol',
    'region',
    'accessKeyId',
    'secretAccessKey',
  ]);
  expect([...outputs.values()].some(({ secret }) => secret)).toBe(false);
});
