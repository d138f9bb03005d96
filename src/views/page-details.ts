import { recipeName } from './candidates.ts';
import type { DrawnThing } from './drawing.ts';
import { explain } from './explain.ts';
import type { Explanation, Sources } from './explanation.ts';
import type { GraphIndex } from './graph-index.ts';
import { findSubject } from './subject.ts';
import { count } from './words.ts';

/** A paragraph about a thing: a heading, and what is said below it, each with a word in bold before it. */
export interface DetailSection {
  readonly title: string;
  readonly rows: readonly (readonly [string, string])[];
}

/** What a page tells of a thing when it is chosen. */
export interface ThingDetails extends DrawnThing {
  readonly sections: readonly DetailSection[];
}

/** Most rows of one section; `roadbed explain` tells all of them. */
const ROWS = 30;

/** Tells of each thing what `roadbed explain` does, in short. */
export function pageDetails(
  things: readonly DrawnThing[],
  index: GraphIndex,
  sources: Sources,
): readonly ThingDetails[] {
  const told = new Map<string, readonly DetailSection[]>();
  return things.map((thing) => {
    if (thing.kind === 'provisioner' || thing.subject === '') return { ...thing, sections: [] };
    let sections = told.get(thing.subject);
    if (sections === undefined) {
      const subject = findSubject(thing.subject, index);
      sections = 'code' in subject ? [] : sectionsOf(explain(subject, index, sources));
      told.set(thing.subject, sections);
    }
    return { ...thing, sections };
  });
}

function sectionsOf(explanation: Explanation): readonly DetailSection[] {
  const { kind, about, placements, variants, provisioners, takes, gives, waitsFor, awaitedBy } = explanation;
  const sections: readonly DetailSection[] = [
    { title: 'About', rows: about.map(({ name, value }) => [name, value]) },
    { title: 'Where', rows: whereRows(placements) },
    {
      title: kind === 'application' ? 'Variants' : 'Objects',
      rows: kind === 'application' ? variantRows(variants) : objectRows(variants),
    },
    {
      title: 'Provisioned',
      rows: provisioners.flatMap(({ type, clusters, sharing, candidates }) => [
        ...candidates.map((candidate): readonly [string, string] => [
          `${candidate.won ? '✓' : '✗'} ${recipeName(candidate)}`,
          `${candidate.won ? `makes ${type} on ${clusters.join(', ')}: ` : ''}${candidate.why}`,
        ]),
        ...(sharing === undefined ? [] : [[type, sharing] as const]),
      ]),
    },
    {
      title: 'Takes',
      rows: takes.map(({ output, producer, way, rotation, clusters }) => [
        output,
        `of ${producer}${onWords(clusters)}: ${way}; ${rotation}`,
      ]),
    },
    {
      title: 'Gives',
      rows: gives.map(({ output, consumer, way, clusters }) => [output, `to ${consumer}${onWords(clusters)}: ${way}`]),
    },
    { title: 'Waits for', rows: waitsFor.map(({ name, why }) => [name, why]) },
    { title: 'Awaited by', rows: awaitedBy.map(({ name, why }) => [name, why]) },
  ];
  return sections.filter(({ rows }) => rows.length > 0).map(({ title, rows }) => ({ title, rows: shortened(rows) }));
}

function shortened(rows: DetailSection['rows']): DetailSection['rows'] {
  return rows.length <= ROWS ? rows : [...rows.slice(0, ROWS), ['…', `and ${rows.length - ROWS} more`]];
}

/** ` on eu and us`, where a value travels otherwise on other clusters. */
function onWords(clusters: readonly string[] | undefined): string {
  return clusters === undefined ? '' : ` on ${clusters.join(', ')}`;
}

function whereRows(placements: Explanation['placements']): DetailSection['rows'] {
  const groups = new Map<string, { readonly why: string; readonly clusters: Set<string> }>();
  for (const { cluster, environment, why } of placements) {
    const words = why.map(({ path, says }) => `by ${path}: ${says}`).join('; ');
    const key = `${environment}\0${words}`;
    const group = groups.get(key) ?? { why: `${environment}, ${words}`, clusters: new Set() };
    groups.set(key, group);
    group.clusters.add(cluster);
  }
  return [...groups.values()].map(({ why, clusters }) => [
    [...clusters].slice(0, 12).join(', ') + (clusters.size > 12 ? ' …' : ''),
    why,
  ]);
}

function variantRows(variants: Explanation['variants']): DetailSection['rows'] {
  return variants.map(({ application, name, facts, objects, waves, from }) => [
    `${application} ${name}`,
    `${from ?? `${count(objects.length, 'object')} in ${count(waves, 'wave')}`}, made of ${facts.join(', ')}`,
  ]);
}

/** Each object once, with the variants that it is in. */
function objectRows(variants: Explanation['variants']): DetailSection['rows'] {
  const objects = new Map<string, { readonly notes: Set<string>; readonly where: Set<string> }>();
  for (const { name, objects: own } of variants) {
    for (const { id, wave, provisioner, stateful, uses, patchedBy } of own) {
      const entry = objects.get(id) ?? { notes: new Set(), where: new Set() };
      objects.set(id, entry);
      entry.where.add(name);
      if (wave > 0) entry.notes.add(`wave ${wave} in ${name}`);
      if (provisioner !== undefined) entry.notes.add(`by ${provisioner}`);
      if (stateful) entry.notes.add('holds data');
      for (const used of uses) entry.notes.add(`deleted before ${used}`);
      for (const { path } of patchedBy) entry.notes.add(`patched by ${path === '' ? 'the platform' : path}`);
    }
  }
  return [...objects].map(([id, { notes, where }]) => [id, [[...where].join(', '), ...notes].join('; ')]);
}
