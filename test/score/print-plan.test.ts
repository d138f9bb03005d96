import { byEnvironment } from '../../src/model/by-environment.ts';
import { PlannedQuantity, PlannedText } from '../../src/score/plan.ts';
import { planScore } from '../../src/score/plan-score.ts';
import { printProgram } from '../../src/score/print-plan.ts';
import { apiScore, scoreFiles, webScore } from './support.ts';

test('a program reads as if somebody had written it', () => {
  const { constructs } = planScore(scoreFiles(webScore, apiScore), { images: { api: 'ghcr.io/acme/api:1.4.2' } });
  expect(printProgram({ name: 'shop', owner: 'team-shop', constructs })).toMatchInlineSnapshot(`
"import { Application, type Platform, Postgres, Redis, Size, Workload } from 'roadbed';

/** The application shop, imported from Score. */
export function shopApplication(platform: Platform): Application {
  const shop = new Application(platform, 'shop', { owner: 'team-shop' });

  // score-1.yaml
  const webDb = new Postgres(shop, 'web-db', { storage: Size.gibibytes(50), version: 16, class: 'large' });
  const sharedCache = new Redis(shop, 'shared-cache', {});
  const web = new Workload(shop, 'web', {
    containers: {
      web: {
        image: 'ghcr.io/acme/web:2.0.0',
        env: {
          DATABASE_URL: \`postgresql://\${webDb.user}:\${webDb.password}@\${webDb.host}:\${webDb.port}/\${webDb.database}\`,
          CACHE_USER: 'default',
          CACHE: sharedCache.url,
          NAME: 'web of shop',
          PRICE: '$5, $6 and \${x}',
        },
        files: { '/etc/web/config.yaml': { mode: '0600', content: 'host: shop.acme.example' } },
        limits: { cpuMillicores: 500, memory: Size.mebibytes(1536) },
      },
    },
    ports: { http: { port: 80, targetPort: 3000 } },
    annotations: { team: 'shop' },
    routes: [{ host: 'shop.acme.example', path: '/', port: 80 }],
  });

  // score-2.yaml
  new Workload(shop, 'api', {
    containers: {
      api: { image: 'ghcr.io/acme/api:1.4.2', env: { WEB: \`http://\${web.host}:80\`, CACHE: sharedCache.host } },
    },
  });

  return shop;
}
"
`);
});

test('names that the language has, or that would be one, are told apart, and texts are quoted as they must be', () => {
  const construct = (id: string, props: object) => ({ id, goldenPath: 'X', props: { ...props }, from: 'a.yaml' });
  const ref = (id: string) => ({ id, member: 'url' });
  const text = printProgram({
    name: 'new',
    owner: "o'neill",
    constructs: [
      construct('new', { a: `it's "so"\n`, 'b-c': [1, true], __proto__x: new PlannedQuantity('duration', '1h30m') }),
      construct('a-b', {
        host: byEnvironment({ dev: 'd.example', prod: 'p.example' }),
        t: new PlannedQuantity('duration', '5m'),
      }),
      construct('aB', { url: new PlannedText(['`${', ref('new'), '\\', ref('a-b'), ref('aB')]) }),
    ],
  });
  expect(text).toContain('export function new2Application(platform: Platform): Application {');
  expect(text).toContain(`{ owner: "o'neill" }`);
  expect(text).toContain(
    `const new3 = new X(new2, 'new', { a: 'it\\'s "so"\\n', 'b-c': [1, true], __proto__x: Duration.millis(5400000) });`,
  );
  expect(text).toContain(`host: byEnvironment({ dev: 'd.example', prod: 'p.example' }),\n    t: Duration.minutes(5),`);
  expect(text).toContain("const aB2 = new X(new2, 'aB', { url: `\\`\\${${new3.url}\\\\${aB.url}${aB2.url}` });");
});
