import { Cluster } from '../../src/cluster.ts';
import { Network, type NetworkProps } from '../../src/network.ts';
import { ComponentSet } from '../../src/platform/component-set.ts';
import { Platform } from '../../src/platform.ts';
import { draw } from '../../src/views/draw.ts';
import type { Detail } from '../../src/views/drawing.ts';
import { explain } from '../../src/views/explain.ts';
import { findSubject } from '../../src/views/subject.ts';
import { dotOf, mermaidOf } from '../../src/views/text-formats.ts';
import { standardComponents } from '../../stacks/components.ts';
import { indexOf } from './support.ts';

function networkWith(props: Partial<NetworkProps> = {}) {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const place = (id: string, environment: string, server: string, tags: readonly string[] = ['edge']) =>
    Cluster.existing(platform, id, { environment, server, tags });
  const hub = place('hub', 'prod', 'https://kubernetes.default.svc', []);
  const edges = [place('eu', 'prod', 'https://eu.example'), place('lab', 'dev', 'https://lab.example')];
  new Network(platform, 'acme', { hub, edges, ...props });
  const { argoCd, certManager, externalSecrets, skupper } = standardComponents;
  new ComponentSet(platform, 'components', { argoCd, certManager, externalSecrets, skupper }, { edges: ['edge'] });
  return indexOf(platform);
}

const byToken = networkWith();
const byCertificate = networkWith({ host: 'van.acme.example' });

function explained(word: string, index = byToken) {
  const subject = findSubject(word, index);
  if ('code' in subject) throw new Error(subject.found);
  return explain(subject, index, {});
}

function handed(index = byToken, detail: Detail = 'constructs') {
  const { edges } = draw(index, {}, { detail });
  return edges.filter(({ kind }) => kind === 'handed').map(({ from, to, label }) => [from, to, ...label]);
}

test('without a host the link is drawn as handed over at run time, and so is the credential of Argo CD', () => {
  const [edge, hub] = ['construct:network-acme-edge/edge', 'construct:network-acme-hub/hub'];
  expect(handed()).toEqual([
    [edge, hub, 'link', 'at run time'],
    [hub, edge, 'credential', 'at run time'],
  ]);
  expect(handed(byToken, 'applications')).toEqual([
    ['application:network-acme-edge', 'application:network-acme-hub', 'link', 'at run time'],
    ['application:network-acme-hub', 'application:network-acme-edge', 'credential', 'at run time'],
  ]);
  expect(handed(byCertificate).map(([, , what]) => what)).toEqual(['credential']);
  expect(handed(networkWith({ manage: false })).map(([, , what]) => what)).toEqual(['link']);
  expect(handed(networkWith({ manage: false, host: 'van.acme.example' }))).toEqual([]);
});

test('every text format tells it from a value that git holds', () => {
  const drawing = draw(byToken, {}, { detail: 'constructs' });
  expect(mermaidOf(drawing)).toMatch(/n\d+ -\.->\|"link<br\/>at run time"\| n\d+/);
  expect(dotOf(drawing)).toMatch(
    /\[style=dashed color="#9a5b00" label="link\\nat run time" tooltip="[^"]*AccessGrant[^"]*AccessToken"/,
  );
});

test('it is told of both ends, with what to do where it is lost', () => {
  const link = {
    output: 'link',
    way: 'at run time: an AccessGrant of the hub, which roadbed join hands over once, as an AccessToken',
    rotation: 'git does not hold it; where it is lost, roadbed join hands it over again',
  };
  expect(explained('network-acme-edge/edge').takes).toMatchObject([link]);
  expect(explained('network-acme-hub/hub').gives).toMatchObject([link]);
  expect(explained('network-acme-edge').gives).toMatchObject([{ output: 'credential' }]);
});

test('a cluster tells how it joins', () => {
  const joins = (name: string, index = byToken) =>
    explained(name, index).about.find((one) => one.name === 'joins')?.value;
  expect(joins('eu')).toBe(
    'the network "acme" through "hub": at run time roadbed join eu hands a token of the hub (AccessGrant and AccessToken) over to it, and the credential by which Argo CD reaches it to "hub"; git does not hold it',
  );
  expect(joins('eu', byCertificate)).toMatch(
    /hands the certificate of its link over to it, .*; what is renewed comes through the secret store$/,
  );
  expect(joins('hub')).toBeUndefined();
});
