import { Duration } from 'cdk8s';
import { externalDns } from '../../../constructs/provisioners/external-dns.ts';
import { knownDns } from '../../../constructs/provisioners/known-dns.ts';
import { route53Dns } from '../../../constructs/provisioners/route53-dns.ts';
import { needOf, siteOf, yaml } from '../support.ts';

const need = needOf('dns', { record: 'CNAME', ttl: Duration.minutes(5) } as const);
const said = needOf('dns', { ...need.params, host: 'www.acme.example', record: 'A', target: '203.0.113.1' } as const);
const noZone = { 'dns.roadbed.dev/zone': '', 'dns.roadbed.dev/target': '' };

describe('a name in development', () => {
  test('is made by nobody', () => {
    expect(knownDns.provision(need, siteOf('development')).manifests).toEqual([]);
    expect(knownDns.infrastructure).toBeUndefined();
  });

  test.each([
    [said, {}, 'www.acme.example'],
    [need, {}, 'orders-shop.eu.acme.example'],
    [need, noZone, 'orders.shop.svc'],
  ])('is the one that is known: %#', (asked, labels, host) => {
    expect(knownDns.provision(asked, siteOf('development', labels)).outputs).toEqual({ host });
  });
});

test('a name that external-dns makes', () => {
  const { manifests, outputs } = externalDns.provision(need, siteOf('staging'));
  expect(yaml(manifests)).toMatchSnapshot();
  expect(outputs).toEqual({ host: 'orders-shop.eu.acme.example' });
});

test('a record of Route 53, in the zone of the cluster, chosen and not copied', () => {
  expect(yaml(route53Dns.infrastructure?.(need, siteOf('production')) ?? [])).toMatchSnapshot();
  expect(route53Dns.provision(need, siteOf('production')).outputs).toEqual({ host: 'orders-shop.eu.acme.example' });
});

test.each([externalDns, route53Dns])('$name says what the cluster does not', (dns) => {
  expect(dns.problems?.(need, siteOf('production', noZone))?.map(({ found }) => found)).toEqual([
    'the cluster "eu" has no label "dns.roadbed.dev/zone"',
    'the cluster "eu" has no label "dns.roadbed.dev/target"',
  ]);
  expect(dns.problems?.(said, siteOf('production', noZone))).toEqual([]);
});
