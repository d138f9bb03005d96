import { throughListener } from '../../src/graph/through-listener.ts';
import { secretKey, url } from '../../src/model/value.ts';

test('the host is replaced where it stands alone, and nothing else', () => {
  const values = {
    host: 'api.shop.svc',
    address: 'api.shop.svc:80',
    url: 'http://api.shop.svc/x?to=api.shop.svc',
    longer: 'my-api.shop.svc and api.shop.svc.cluster.local',
    port: 80,
    composed: url({ scheme: 'redis', host: 'api.shop.svc', password: secretKey('a', 'b') }),
  };
  expect(throughListener(values, 'api.shop.svc', 'l.net.svc').values).toEqual({
    host: 'l.net.svc',
    address: 'l.net.svc:80',
    url: 'http://l.net.svc/x?to=l.net.svc',
    longer: values.longer,
    port: 80,
    composed: { ...values.composed, host: 'l.net.svc' },
  });
});

test('a late host is replaced where the same late value stands, also in a URL', () => {
  const host = secretKey('db', 'host', { urlSafe: true });
  const values = { host, other: secretKey('db', 'user'), url: url({ scheme: 'postgresql', host, port: 5432 }) };
  expect(throughListener(values, secretKey('db', 'host'), 'l.net.svc').values).toEqual({
    host: 'l.net.svc',
    other: values.other,
    url: { ...values.url, host: 'l.net.svc' },
  });
});

test('outputs whose clients hold the host against a certificate are told', () => {
  const values = {
    plain: 'http://a.svc',
    proven: 'https://a.svc',
    elsewhere: 'https://b.svc',
    composed: url({ scheme: 'rediss', host: 'a.svc' }),
  };
  expect([...throughListener(values, 'a.svc', 'l').unproven]).toEqual(['proven', 'composed']);
});
