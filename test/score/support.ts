import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseScore, type ScoreFile } from '../../src/score/read-score.ts';

/** A workload `web` in Score with a service, a database, a shared cache and a route. */
export const webScore = `apiVersion: score.dev/v1b1
metadata:
  name: web
  annotations: { team: shop }
service:
  ports:
    http: { port: 80, targetPort: 3000 }
containers:
  web:
    image: ghcr.io/acme/web:2.0.0
    variables:
      DATABASE_URL: postgresql://\${resources.db.username}:\${resources.db.password}@\${resources.db.host}:\${resources.db.port}/\${resources.db.name}
      CACHE_USER: \${resources.cache.username}
      CACHE: \${resources.cache.url}
      NAME: \${metadata.name} of \${metadata.annotations.team}
      PRICE: $$5, $6 and $\${x}
    files:
      /etc/web/config.yaml: { content: "host: \${resources.dns.host}", mode: "0600" }
    resources: { limits: { memory: 1.5Gi, cpu: "0.5" } }
resources:
  db: { type: postgres, class: large, params: { storage: 50Gi, version: 16 } }
  cache: { type: redis, id: shared.cache }
  dns: { type: dns, params: { host: shop.acme.example } }
  route: { type: route, params: { host: "\${resources.dns.host}", path: /, port: http } }
`;

/** A workload `api` that shares the cache and takes the port of `web`. */
export const apiScore = `apiVersion: score.dev/v1b1
metadata:
  name: api
containers:
  api:
    image: .
    variables: { WEB: "http://\${resources.web.hostname}:\${resources.web.port}", CACHE: "\${resources.cache.host}" }
resources:
  cache: { type: redis, id: shared.cache }
  web: { type: service-port, params: { workload: web, port: http } }
`;

/** Score files as they are read. */
export function scoreFiles(...texts: readonly string[]): readonly ScoreFile[] {
  return texts.map((text, index) => {
    const path = `score-${index + 1}.yaml`;
    const { score, problems } = parseScore(parse(text), path);
    if (score === undefined) throw new Error(JSON.stringify(problems));
    return { path, score };
  });
}

/** A folder with files, for as long as a test needs it. */
export function withFiles<T>(files: Readonly<Record<string, string | Uint8Array>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'roadbed-score-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
