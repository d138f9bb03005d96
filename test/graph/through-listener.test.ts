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

test('outputs whose clients hold the host against a certificate where their parameters say so are told', () => {
  const at = (scheme: string, query: Record<string, string> = {}) => url({ scheme, host: 'a.svc', query });
  const values = {
    checked: at('postgresql', { sslmode: 'verify-full' }),
    text: 'postgres://app@a.svc:5432/app?x=1&sslmode=verify-full',
    mysql: at('mysql', { 'ssl-mode': 'VERIFY_IDENTITY' }),
    mongodb: at('mongodb', { tls: 'true' }),
    encrypted: at('postgresql', { sslmode: 'require' }),
    authority: at('mysql', { 'ssl-mode': 'VERIFY_CA' }),
    unchecked: at('mongodb', { tls: 'true', tlsAllowInvalidHostnames: 'true' }),
    clear: at('mongodb', { tls: 'false' }),
    hidden: at('constructor'),
  };
  expect([...throughListener(values, 'a.svc', 'l').unproven]).toEqual(['checked', 'text', 'mysql', 'mongodb']);
});

test('the name in the certificate stays, and is said in the URL where its scheme has a word for it', () => {
  const values = {
    host: 'a.svc',
    serverName: 'a.svc',
    url: url({ scheme: 'amqps', host: 'a.svc', port: 5671, query: { heartbeat: '10' } }),
    elsewhere: url({ scheme: 'amqps', host: 'b.svc' }),
  };
  const { values: changed, unproven, serverName } = throughListener(values, 'a.svc', 'l.net.svc');
  expect(changed).toEqual({
    host: 'l.net.svc',
    serverName: 'a.svc',
    url: { ...values.url, host: 'l.net.svc', query: { heartbeat: '10', server_name_indication: 'a.svc' } },
    elsewhere: values.elsewhere,
  });
  expect([[...unproven], serverName]).toEqual([[], '"a.svc"']);
});

test('a late name in the certificate stays late, and cannot stand in a URL', () => {
  const host = secretKey('db', 'host', { urlSafe: true });
  const values = { host, serverName: host, url: url({ scheme: 'amqps', host }) };
  const through = throughListener(values, host, 'l.net.svc');
  expect(through.values).toMatchObject({ host: 'l.net.svc', serverName: host });
  expect([[...through.unproven], through.serverName]).toEqual([['url'], 'in the key "host" of "db"']);
});

test('where the certificate gets the name of the listener, nothing is refused, and that is the name', () => {
  const values = { host: 'a.svc', serverName: 'a.svc', url: 'https://a.svc/x' };
  const { values: changed, unproven, serverName } = throughListener(values, 'a.svc', 'l.net.svc', true);
  expect(changed).toEqual({ host: 'l.net.svc', serverName: 'l.net.svc', url: 'https://l.net.svc/x' });
  expect([[...unproven], serverName]).toEqual([[], '"l.net.svc"']);
});

test('of a server without a certificate to check no name is told', () => {
  expect(throughListener({ host: 'a.svc', serverName: '' }, 'a.svc', 'l').serverName).toBeUndefined();
  expect(throughListener({ host: 'a.svc' }, 'a.svc', 'l').serverName).toBeUndefined();
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
