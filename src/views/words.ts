import type { RuleDeclaration, TagSelector } from '../model/declarations.ts';
import type { JoinDocument, SourceDocument } from '../model/graph-document.ts';
import { isAtRunTime } from '../model/hand-over.ts';
import { PREFIX } from '../model/labels.ts';
import type { WaveDeclaration } from '../model/promotion-wave.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../model/selector.ts';
import type { Fact } from '../model/site.ts';

/** A rule as a sentence: `applications tagged "shop" go to clusters tagged "edge" of the environment "prod"`. */
export function ruleWords({ applications, clusters }: RuleDeclaration): string {
  const { environments = [] } = clusters;
  const where = environments.length === 0 ? '' : ` in ${list(environments, 'or')}`;
  return `applications ${tagWords(applications)} go to clusters ${tagWords(clusters)}${where}`;
}

/** How a cluster comes into its network, and what of that git does not hold. */
export function joinWords(
  cluster: string,
  { name, hub, link, management }: NonNullable<JoinDocument['network']>,
): string {
  const [what, then] =
    link.by === 'token'
      ? ['a token of the hub (AccessGrant and AccessToken)', 'git does not hold it']
      : ['the certificate of its link', 'what is renewed comes through the secret store'];
  const back = management === undefined ? '' : `, and the credential by which Argo CD reaches it to "${hub}"`;
  return `the network "${name}" through "${hub}": at run time roadbed join ${cluster} hands ${what} over to it${back}; ${then}`;
}

/** Why clusters are in a wave: `it takes 10% of the clusters tagged "edge" in "prod" that no wave before takes`. */
export function waveWords({ clusters, share }: WaveDeclaration): string {
  const { environments = [] } = clusters;
  const how = isUntagged(clusters) ? '' : ` ${tagWords(clusters)}`;
  const where = environments.length === 0 ? '' : ` in ${list(environments, 'or')}`;
  return `it takes ${share === undefined ? '' : `${share} of `}the clusters${how}${where} that no wave before takes`;
}

function isUntagged({ all = [], any = [], none = [] }: TagSelector): boolean {
  return all.length + any.length + none.length === 0;
}

function tagWords({ all = [], any = [], none = [] }: TagSelector): string {
  const parts = [
    ...(all.length === 0 ? [] : [`tagged ${list(all, 'and')}`]),
    ...(any.length === 0 ? [] : [`tagged ${any.length === 1 ? '' : 'any of '}${list(any, 'or')}`]),
    ...(none.length === 0 ? [] : [`not tagged ${list(none, 'or')}`]),
  ];
  return parts.length === 0 ? 'with any tags' : parts.join(' and ');
}

/** A fact in words: `environment "dev"`, `no gateway`. */
export function factWords({ label, value }: Fact): string {
  const name = labelWords(label);
  if (value === undefined) return `no ${name}`;
  return value === 'true' && name.includes(' ') ? name : `${name} "${value}"`;
}

/** A label as people name it: Roadbed's own lose their prefix. */
export function labelWords(label: string): string {
  if (!label.startsWith(PREFIX)) return label;
  const name = label.slice(PREFIX.length);
  return name.replace(/^(tag|provides)\./, (_, kind) => `${kind === 'tag' ? 'tag' : 'kind'} `);
}

/** A label selector in words: `environment "prod", tag edge, no gateway`. */
export function selectorWords({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const words = [
    ...Object.entries(matchLabels).map(([label, value]) => factWords({ label, value })),
    ...matchExpressions.map(requirementWords),
  ];
  return words.length === 0 ? 'every cluster' : words.join(', ');
}

function requirementWords(requirement: LabelSelectorRequirement): string {
  const name = labelWords(requirement.key);
  if (!('values' in requirement)) return requirement.operator === 'Exists' ? `any ${name}` : `no ${name}`;
  const values = list(requirement.values, 'or');
  return requirement.operator === 'In' ? `${name} ${values}` : `${name} not ${values}`;
}

/** A source in words: `the chart redis 19.0.0 of https://charts.acme.example`. */
export function sourceWords({ type, repository, name, version }: SourceDocument): string {
  if (type === 'helm') return `the chart ${name} ${version} of ${repository}`;
  return `the ${type === 'git' ? '' : 'Kustomize '}folder ${name} of ${repository} at ${version}`;
}

/** What becomes of a new value after a credential has been rotated, by the way in which it travels. */
export function rotationWords(way: string): string {
  if (isAtRunTime(way)) return 'git does not hold it; where it is lost, roadbed join hands it over again';
  if (way === 'literal' || way.endsWith(', literal')) return 'known at synthesis: it changes with the next synthesis';
  const restart = 'a running pod keeps the old value until it restarts';
  // An hour to the store, and an hour from there.
  if (way.includes('through the store')) return `refreshed within 2 hours; ${restart}`;
  return way.includes('External Secrets') ? `refreshed within 1 hour; ${restart}` : restart;
}

/** Names in quotes: `"a", "b" or "c"`. */
export function list(names: readonly string[], last: 'and' | 'or'): string {
  const quoted = names.map((name) => `"${name}"`);
  const end = quoted.pop() ?? '';
  return quoted.length === 0 ? end : `${quoted.join(', ')} ${last} ${end}`;
}

/** A count with its noun: `1 cluster`, `3 clusters`, `2 copies`. */
export function count(many: number, noun: string, plural = `${noun}s`): string {
  // By hand: the number formats of the runtime take longer to load than a small platform takes to resolve.
  return `${String(many).replace(/\B(?=(\d{3})+$)/g, ',')} ${many === 1 ? noun : plural}`;
}
