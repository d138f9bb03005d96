import { k8sgpt } from '../../../constructs/components/k8sgpt.ts';

const url = 'https://models.acme.example';

test.each([
  [{}, undefined],
  [{ backend: 'openai' }, undefined],
  [{ backend: 'openai', engine: 'a' }, ['engine']],
  [{ backend: 'localai' }, ['url']],
  [{ backend: 'localai', url }, undefined],
  [{ backend: 'azureopenai' }, ['url', 'engine']],
  [{ backend: 'azureopenai', url, engine: 'gpt' }, undefined],
])('each model is told what it needs: %j', (options, missing) => {
  expect(k8sgpt.options.safeParse(options).error?.issues.map(({ path }) => path.join('.'))).toEqual(missing);
});
