/** Services in plain cdk8s: all in `one` chart, or a chart each (`many`). Usage: `cdk8s-workload one|many SERVICES`. */
import { ApiObject, App, Chart } from 'cdk8s';
import { serviceObjects } from './service.ts';
import { measured, withFolder } from './workload.ts';

const [mode = 'one', size = '1000'] = process.argv.slice(2);

withFolder((outdir) => {
  const app = new App({ outdir });
  const one = mode === 'one' ? new Chart(app, 'shop') : undefined;
  for (let index = 0; index < Number(size); index++) {
    const chart = one ?? new Chart(app, `shop-${index}`);
    for (const object of serviceObjects(index)) {
      const { labels = {}, annotations = {}, name } = object.metadata;
      new ApiObject(chart, `${object.kind}-${index}`, { ...object, metadata: { name, labels, annotations } });
    }
  }
  measured(() => app.synth());
});
