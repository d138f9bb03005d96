import { createHash } from 'node:crypto';
import type { ClusterDeclaration } from '../model/declarations.ts';
import { WAVE_LABEL } from '../model/labels.ts';
import { isDnsLabel } from '../model/names.ts';
import type { PlatformDeclaration } from '../model/platform-declaration.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { WaveDeclaration } from '../model/promotion-wave.ts';
import { show } from '../model/props.ts';
import { choosesTags } from '../model/tag-selector.ts';
import type { ClusterNode } from './graph.ts';
import { unknownEnvironments, unknownTags } from './selector-problems.ts';

/** Longest name of a wave, so that names of what is made for it fit. */
const LONGEST_NAME = 50;

/** The wave in which changes reach a cluster: the first that chooses it. Undefined where there are none, or none is for it. */
export function waveOf(
  cluster: Pick<ClusterDeclaration, 'name' | 'environment' | 'tags'>,
  waves: readonly WaveDeclaration[],
): WaveDeclaration | undefined {
  return waves.find(
    ({ clusters, share }) =>
      choosesCluster(clusters, cluster) &&
      (share === undefined || percentileOf(cluster.name) < Number.parseInt(share, 10)),
  );
}

function choosesCluster(
  selector: WaveDeclaration['clusters'],
  { environment, tags }: Pick<ClusterDeclaration, 'environment' | 'tags'>,
): boolean {
  const { environments = [] } = selector;
  return (environments.length === 0 || environments.includes(environment)) && choosesTags(selector, tags);
}

/** A number from 0 to below 100 that is the cluster's own: who else is in the fleet does not change it. */
function percentileOf(name: string): number {
  return (createHash('sha256').update(name).digest().readUInt32BE() / 2 ** 32) * 100;
}

/** What is wrong with the waves of a platform, and which clusters are in none. */
export function waveProblems(
  clusters: readonly ClusterNode[],
  { waves, tiers, repository }: PlatformDeclaration,
): readonly Problem[] {
  if (waves.length === 0) return [];
  const tags = [...new Set(clusters.flatMap((cluster) => cluster.tags))];
  const environments = [...new Set([...clusters.map(({ environment }) => environment), ...Object.keys(tiers)])].sort();
  const problems = waves.flatMap((wave, index) => {
    const place = { path: '', prop: `waves[${index}].clusters`, what: 'cluster' } as const;
    const found = [
      ...wordProblems(wave, index),
      ...sharedProblems(wave, index, waves, repository.revision),
      ...unknownTags(wave.clusters, tags, place),
      ...unknownEnvironments(wave.clusters, environments, place),
    ];
    return found.length > 0 ? found : emptyProblems(wave, index, clusters);
  });
  return problems.length > 0 ? problems : clusters.flatMap(waveless);
}

function wordProblems({ name, share, revision }: WaveDeclaration, index: number): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (prop: string, found: string, hint: string) =>
    problems.push(problem('RB211', { path: '', prop: `waves[${index}].${prop}`, found, hint }));
  if (!isDnsLabel(name) || name.length > LONGEST_NAME)
    refuse(
      'name',
      `not a DNS label, got ${show(name)}`,
      `use at most ${LONGEST_NAME} lower-case letters, digits and hyphens`,
    );
  if (share !== undefined && !/^[1-9]\d?%$/.test(share))
    refuse('share', `not a part of clusters, got ${show(share)}`, 'use a part from "1%" to "99%", or leave it out');
  if (!isBranch(revision))
    refuse('revision', `not the name of a branch, got ${show(revision)}`, 'use a name such as "waves/qa"');
  return problems;
}

/** As far as it matters here: what git refuses, and what a command could take for an option. */
function isBranch(name: string): boolean {
  return /^[A-Za-z0-9][\w./-]*$/.test(name) && !/\.\.|\/\/|\/\.|[./]$|\.lock$/.test(name);
}

/** What two waves cannot both have, and what the first cannot. */
function sharedProblems(
  { name, revision, gate }: WaveDeclaration,
  index: number,
  waves: readonly WaveDeclaration[],
  followed: string,
): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (prop: string, found: string, hint: string) =>
    problems.push(problem('RB211', { path: '', prop: `waves[${index}].${prop}`, found, hint }));
  const before = waves.slice(0, index);
  if (before.some((other) => other.name === name))
    refuse('name', `two waves are named ${show(name)}`, 'give each a name of its own');
  const other = before.find((one) => one.revision === revision);
  if (other !== undefined && other.name !== name)
    refuse('revision', `the wave ${show(other.name)} follows ${show(revision)} too`, 'give each a branch of its own');
  else if (index > 0 && revision === followed)
    refuse(
      'revision',
      `${show(revision)} is what every change reaches at once`,
      'give each wave but the first a branch of its own',
    );
  if (gate !== undefined && index === 0 && revision === followed)
    refuse(
      'gate',
      `nothing promotes the first wave, which follows ${show(revision)}`,
      'leave the gate out, or give the wave a revision of its own',
    );
  return problems;
}

function emptyProblems(
  { name, share, clusters: selector }: WaveDeclaration,
  index: number,
  clusters: readonly ClusterNode[],
): readonly Problem[] {
  if (clusters.some(({ labels }) => labels[WAVE_LABEL] === name)) return [];
  const chosen = clusters.filter((cluster) => choosesCluster(selector, cluster));
  // An environment of it is still to come.
  const there = new Set(clusters.map(({ environment }) => environment));
  if ((selector.environments ?? []).some((name) => !there.has(name))) return [];
  const at = { path: '', prop: `waves[${index}]` };
  if (chosen.length === 0) return [problem('RB213', { ...at, found: `no cluster fits the wave ${show(name)}` })];
  const count = chosen.length === 1 ? '1 cluster' : `${chosen.length} clusters`;
  const found =
    share === undefined
      ? `of the wave ${show(name)} every cluster is in a wave before`
      : `of ${count} none is in the share ${show(share)} of the wave ${show(name)}`;
  const hint = share === undefined ? undefined : 'use a larger share, or choose the clusters by a tag';
  return [problem('RB213', { ...at, found, hint })];
}

function waveless({ path, name, environment, labels }: ClusterNode): readonly Problem[] {
  if (labels[WAVE_LABEL] !== undefined) return [];
  const found = `no wave is for the cluster ${show(name)} of the environment ${show(environment)}`;
  return [problem('RB212', { path, found })];
}
