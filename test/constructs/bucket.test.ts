import { Size } from 'cdk8s';
import { Bucket } from '../../constructs/bucket.ts';
import { quantity } from '../../src/model/fields.ts';
import { GOLDEN_PATH } from '../../src/model/golden-path.ts';
import { problems, render, shop, siteOf } from './support.ts';

function asked(bucket: Bucket) {
  const [first] = bucket[GOLDEN_PATH]().needs(siteOf('production'));
  return { ...first, params: { storage: quantity(Object(first?.params).storage) } };
}

test('a bucket with the required props only, which are none', () => {
  expect(asked(new Bucket(shop(), 'pictures', {}))).toMatchObject({
    type: 'bucket',
    class: 'default',
    params: { storage: '10Gi' },
  });
});

test('a bucket with all props', () => {
  const all = { storage: Size.gibibytes(50), class: 'archive' };
  expect(asked(new Bucket(shop(), 'pictures', all))).toMatchObject({ class: 'archive', params: { storage: '50Gi' } });
});

test('a bucket renders nothing itself: its provisioner does', () => {
  expect(render(new Bucket(shop(), 'pictures', {}))).toEqual([]);
});

test('what a developer can do wrong', () => {
  const wrong: Bucket = Reflect.construct(Bucket, [shop(), 'pictures', { storage: Size.mebibytes(1), public: true }]);
  expect(problems(wrong)).toEqual([
    'RB101 at shop/pictures.storage: must be at least 1Gi, got "1Mi"; it is: disk of a server in the cluster, rounded up to whole GiB; a managed bucket grows by itself',
    'RB101 at shop/pictures.public: there is no prop "public"; remove it; its props are storage, class, id, shared',
  ]);
});

test('its outputs, of which none must be secret, as there may be no key', () => {
  const { outputs } = new Bucket(shop(), 'pictures', {})[GOLDEN_PATH]();
  expect([...outputs].map(([name, { secret }]) => [name, secret])).toEqual([
    ['name', false],
    ['endpoint', false],
    ['region', false],
    ['protocol', false],
    ['accessKeyId', false],
    ['secretAccessKey', false],
  ]);
});

test('the name of its objects is not taken for the name of the bucket, which is an output', () => {
  const pictures = new Bucket(shop(), 'pictures', {});
  // @ts-expect-error a text that refers to nothing
  expect(String(pictures.name)).toBe('pictures');
  expect(String(pictures.bucketName)).not.toBe('pictures');
});
