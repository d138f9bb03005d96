import { join } from 'node:path';
import { Application, byEnvironment, Platform, Postgres, Size, WebService, Worker } from 'roadbed';

// The shop's program. It needs the platform's contract, and nothing else of its repository.
const platform = Platform.fromContract(join(__dirname, 'contract.json'), {
  repository: { url: 'https://github.com/acme/shop', path: 'dist' },
});

const shop = new Application(platform, 'shop', { owner: 'team-shop' });
// In development a server in the cluster; in production Amazon RDS, made by the platform's hub.
const orders = new Postgres(shop, 'orders', { storage: Size.gibibytes(20) });
const api = new WebService(shop, 'api', {
  image: 'ghcr.io/acme/api:1.4.2',
  port: 8080,
  env: { DATABASE_URL: orders.url },
});
new WebService(shop, 'web', {
  image: byEnvironment({ dev: 'ghcr.io/acme/web:2.1.0-rc.1', prod: 'ghcr.io/acme/web:2.0.0' }),
  port: 3000,
  env: { API_URL: api.url, STATUS_URL: platform.imported('status-page').ref('url') },
});
const texts = platform.imported('texts');
new Worker(shop, 'mailer', {
  image: 'ghcr.io/acme/mailer:3.1.0',
  env: {
    API_URL: api.url,
    BUCKET: texts.ref('bucket'),
    S3_ENDPOINT: texts.ref('endpoint'),
    S3_KEY_ID: texts.ref('keyId'),
    S3_KEY: texts.ref('key'),
  },
});

platform.synth();
