import { Size } from 'cdk8s';
import { azureBucket } from '../../../constructs/provisioners/azure-bucket.ts';
import { azurePostgres } from '../../../constructs/provisioners/azure-postgres.ts';
import { cloudSqlPostgres } from '../../../constructs/provisioners/cloud-sql-postgres.ts';
import { gcsBucket } from '../../../constructs/provisioners/gcs-bucket.ts';
import { needOf, ofKind, siteOf, yaml } from '../support.ts';

const postgres = needOf('postgres', { storage: Size.gibibytes(20), memory: Size.gibibytes(1), version: 17 } as const);
const bucket = needOf('bucket', { storage: Size.gibibytes(1) });
const site = () => siteOf('production');

describe('a database of Cloud SQL', () => {
  const infrastructure = (params = {}) =>
    cloudSqlPostgres.infrastructure?.({ ...postgres, params: { ...postgres.params, ...params } }, site()) ?? [];

  test('is made by the control plane', () => {
    expect(yaml(infrastructure())).toMatchSnapshot();
  });

  test('gives what the provider writes, and the password that was made for it', () => {
    expect(cloudSqlPostgres.provision(postgres, site()).outputs).toMatchSnapshot();
  });

  test('has no standby where one server was asked for, and at least 10 GiB of disk', () => {
    expect(ofKind(infrastructure({ instances: 1, storage: Size.gibibytes(1) }), 'DatabaseInstance')).toMatchObject({
      spec: { forProvider: { settings: { availabilityType: 'ZONAL', diskSize: 10 } } },
    });
  });
});

describe('a bucket of Google Cloud Storage', () => {
  test('is made by the control plane', () => {
    expect(yaml(gcsBucket.infrastructure?.(bucket, site()) ?? [])).toMatchSnapshot();
  });

  test('gives its name, and no key', () => {
    expect(gcsBucket.provision(bucket, site()).outputs).toEqual({
      name: { from: 'configMap', name: 'orders-facts', key: 'bucket', urlSafe: true },
      endpoint: 'https://storage.googleapis.com',
      protocol: 'gcs',
      region: '',
      accessKeyId: '',
      secretAccessKey: '',
    });
  });
});

describe('a database of Azure', () => {
  const infrastructure = (params = {}) =>
    azurePostgres.infrastructure?.({ ...postgres, params: { ...postgres.params, ...params } }, site()) ?? [];

  test('is made by the control plane', () => {
    expect(yaml(infrastructure())).toMatchSnapshot();
  });

  test('gives what the provider writes, and what is known already', () => {
    expect(azurePostgres.provision(postgres, site()).outputs).toMatchSnapshot();
  });

  test.each([
    [{ instances: 1 }, { skuName: 'B_Standard_B1ms', highAvailability: undefined }],
    [{ memory: Size.gibibytes(16) }, { skuName: 'MO_Standard_E2ds_v5' }],
    [{ storage: Size.gibibytes(33) }, { storageMb: 65_536 }],
    [{ storage: Size.tebibytes(16) }, { storageMb: 16_777_216 }],
  ])('of %j has what Azure offers for it', (params, forProvider) => {
    expect(infrastructure(params)[0]).toMatchObject({ spec: { forProvider } });
  });

  test('refuses a version that Azure has not', () => {
    const newest = { ...postgres, params: { ...postgres.params, version: 18 } as const };
    expect(azurePostgres.refuses?.(newest, site())).toBe(
      'flexible servers have PostgreSQL up to 17, and 18 is asked for',
    );
    expect(azurePostgres.refuses?.(postgres, site())).toBeUndefined();
  });
});

describe('a storage account of Azure', () => {
  const infrastructure = (need = bucket) => azureBucket.infrastructure?.(need, site()) ?? [];

  test('is made by the control plane', () => {
    expect(yaml(infrastructure())).toMatchSnapshot();
  });

  test('gives its key, and what it is called', () => {
    expect(azureBucket.provision(bucket, site()).outputs).toMatchSnapshot();
  });

  test('has a name of at most 24 letters and digits, however long its own is', () => {
    for (const name of ['a', 'o'.repeat(50), 'a-b-c-d-e-f-g']) {
      const account = infrastructure({ ...bucket, name })[0]?.metadata.name;
      expect(account).toMatch(/^[a-z0-9]{3,24}$/);
      expect(ofKind(infrastructure({ ...bucket, name }), 'ConfigMap')).toMatchObject({
        data: { account, endpoint: `https://${account}.blob.core.windows.net` },
      });
    }
  });
});
