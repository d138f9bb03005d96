import { serverOf } from '../../src/graph/server-of.ts';
import { secretKey, url } from '../../src/model/value.ts';

const late = secretKey('db', 'host');

test.each([
  ['the outputs host and port', { host: 'a.svc', port: 80, url: 'http://b.svc:1' }, { host: 'a.svc', port: 80 }],
  ['a late host', { host: late, port: 5432 }, { host: late, port: 5432 }],
  ['a URL, where host and port are none', { endpoint: 'http://s.shop.svc:9000/x' }, { host: 's.shop.svc', port: 9000 }],
  ['the port that a scheme means', { url: 'https://s.shop.svc' }, { host: 's.shop.svc', port: 443 }],
  ['a URL with a user', { url: 'amqp://u:p@mq.svc:5672' }, { host: 'mq.svc', port: 5672 }],
  ['a composed URL', { url: url({ scheme: 'redis', host: late, port: 6379 }) }, { host: late, port: 6379 }],
  ['nothing where no port is known', { url: 'tcp://a.svc', host: 'a.svc' }, undefined],
  ['nothing of a text that is no URL', { a: 'a.svc:80', b: 'see http://a.svc' }, undefined],
  ['nothing of an address in brackets', { url: 'http://[::1]:80' }, undefined],
])('a server is known by %s', (_, values, expected) => {
  expect(serverOf(values)).toEqual(expected);
});
