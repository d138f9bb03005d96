import { Size } from 'cdk8s';
import { inClusterMysql } from '../../../constructs/provisioners/in-cluster-mysql.ts';
import { rdsMysql } from '../../../constructs/provisioners/rds-mysql.ts';
import { needOf, ofKind, siteOf, yaml } from '../support.ts';

const need = needOf('mysql', { storage: Size.gibibytes(20), memory: Size.gibibytes(1) });

describe('a MySQL database in the cluster', () => {
  test('in development', () => {
    const { manifests } = inClusterMysql.provision(need, siteOf('development'));
    expect(yaml(manifests.filter(({ kind }) => kind === 'StatefulSet'))).toMatchSnapshot();
  });

  test('gives its address, which is known but for the password', () => {
    expect(inClusterMysql.provision(need, siteOf('staging')).outputs).toMatchSnapshot();
  });

  test('refuses to have a standby, which it has not', () => {
    const asked = { ...need, params: { ...need.params, standby: true } };
    expect(inClusterMysql.refuses?.(asked, siteOf('staging'))).toBe('it is one server, and a standby is asked for');
    expect(inClusterMysql.refuses?.(need, siteOf('staging'))).toBeUndefined();
  });
});

describe('a MySQL database of RDS', () => {
  test('is made by the control plane', () => {
    expect(yaml(rdsMysql.infrastructure?.(need, siteOf('production')) ?? [])).toMatchSnapshot();
  });

  test('has a standby unless the developer says otherwise', () => {
    const alone = { ...need, params: { ...need.params, standby: false } };
    const [given, said] = [need, alone].map((one) =>
      ofKind(rdsMysql.infrastructure?.(one, siteOf('production')) ?? [], 'Instance'),
    );
    expect(given).toMatchObject({ spec: { forProvider: { multiAz: true } } });
    expect(said).toMatchObject({ spec: { forProvider: { multiAz: false } } });
  });

  test('says that a cluster without a region cannot have one', () => {
    const site = siteOf('production', { 'topology.kubernetes.io/region': '' });
    expect(rdsMysql.problems?.(need, site)).toEqual([
      { code: 'RB340', found: 'the cluster "eu" has no label "topology.kubernetes.io/region"' },
    ]);
  });
});
