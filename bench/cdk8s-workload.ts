import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { serviceObjects } from './service.ts';

const [mode = 'one', size = '1000'] = process.argv.slice(2);
const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-bench-'));
try {
  const app = new App({ outdir });
  const one = mode === 'one' ? new Chart(app, 'shop') : undefined;
  for (let index = 0; index < Number(size); index++) {
    const chart = one ?? new Chart(app, `shop-${index}`);
    for (const object of serviceObjects(index)) {
      const { labels = {}, annotations = {}, name } = object.metadata;
      new ApiObject(chart, `${object.kind}-${index}`, { ...object, metadata: { name, labels, annotations } });
    }
  }
  const began = performance.now();
  app.synth();
  const result = { ms: performance.now() - began, rss: process.resourceUsage().maxRSS / 1024 };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
