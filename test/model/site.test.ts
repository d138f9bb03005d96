import { Site } from '../../src/model/site.ts';

const labels = {
  'roadbed.dev/environment': 'prod',
  'roadbed.dev/cluster': 'eu',
  'roadbed.dev/cloud': 'aws',
  'roadbed.dev/tag.edge': 'true',
  'roadbed.dev/provides.A.b': 'true',
  region: 'x',
};

function site(own: Readonly<Record<string, string>> = labels): Site {
  return new Site({ labels: own, tier: 'production' });
}

test('a site answers single questions and remembers each once, in the order of the first time', () => {
  const asked = site();
  expect([
    asked.environment,
    asked.tier,
    asked.cloud,
    asked.hasTag('edge'),
    asked.hasTag('core'),
    asked.provides('A.b'),
    asked.label('region'),
    asked.label('region'),
    asked.name,
  ]).toEqual(['prod', 'production', 'aws', true, false, true, 'x', 'x', 'eu']);
  expect(asked.seal()).toEqual([
    { label: 'roadbed.dev/environment', value: 'prod' },
    { label: 'roadbed.dev/cloud', value: 'aws' },
    { label: 'roadbed.dev/tag.edge', value: 'true' },
    { label: 'roadbed.dev/tag.core', value: undefined },
    { label: 'roadbed.dev/provides.A.b', value: 'true' },
    { label: 'region', value: 'x' },
    { label: 'roadbed.dev/cluster', value: 'eu' },
  ]);
});

test('a site that is not asked says nothing', () => {
  expect(site().seal()).toEqual([]);
});

test('a question after the end is a fault that says what to do', () => {
  const kept = site();
  kept.seal();
  expect(() => kept.environment).toThrow(/roadbed\.dev\/environment after its rendering had ended; ask inside render/);
  expect(() => kept.hasTag('x')).toThrow('after its rendering had ended');
});

test('nothing of a site can be listed or written out: each question is asked alone', () => {
  const asked = site();
  expect(Object.keys(asked)).toEqual([]);
  expect(JSON.stringify(asked)).toBe('{}');
  expect(asked.seal()).toEqual([]);
});

test.each(['constructor', '__proto__', 'hasOwnProperty'])(
  'a label, tag or kind called %s is absent unless it is there',
  (name) => {
    const asked = site({});
    expect([asked.label(name), asked.hasTag(name), asked.provides(name)]).toEqual([undefined, false, false]);
  },
);

test('an unknown cloud, and no cloud, are none', () => {
  expect([site({ 'roadbed.dev/cloud': 'moon' }).cloud, site({}).cloud]).toEqual(['none', 'none']);
});
