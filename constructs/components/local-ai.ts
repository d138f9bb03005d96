import { Size } from 'cdk8s';
import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { quantity, size } from '../../src/model/fields.ts';
import { charts } from './versions.ts';

/** Models of your own, behind the interface of OpenAI: what K8sGPT asks where nothing may leave. */
export const localAi = component({
  name: 'local-ai',
  chart: charts.localAi,
  namespace: 'local-ai',
  on: 'all',
  provides: [],
  onRequest: true,
  podSecurity: 'baseline',
  options: z.strictObject({
    storage: size({ min: Size.gibibytes(1) })
      .default(Size.gibibytes(50))
      .describe('Disk for models.'),
    threads: z.int().min(1).max(128).default(4).describe('Threads of the processor that a model may use.'),
    contextSize: z.int().min(128).max(131_072).default(4096).describe('Tokens that a model sees at once.'),
  }),
  values: ({ storage, threads, contextSize }) => ({
    deployment: {
      // The chart takes the newest, which is another one tomorrow.
      image: { repository: 'quay.io/go-skynet/local-ai', tag: 'v2.23.0' },
      env: { threads, context_size: contextSize },
    },
    persistence: {
      models: { size: quantity(storage), accessModes: ['ReadWriteOnce'] },
      output: { enabled: false },
    },
  }),
});
