import type { ApplicationChange, ClusterChange, Difference, ObjectChange } from '../views/difference.ts';
import { isDifferent, tally } from '../views/difference.ts';
import type { FieldChange } from '../views/field-changes.ts';
import { count } from '../views/words.ts';
import { printable, shortPair, shortValue } from './short-value.ts';
import { type Style, wrap } from './terminal.ts';
import { TextPage } from './text-page.ts';

/** Most fields of one object that are shown; all of them are in the JSON. */
const FIELDS = 20;
/** Most names of clusters or objects that one line lists. */
const NAMES = 6;
/** Most Applications and clusters that are listed. */
const ROWS = 12;

const SIGNS = { created: '+', changed: '~', deleted: '-', moved: '>' } as const;

/** Prints a difference for people: by environment and application, then what it means for Argo CD and for each cluster. */
export function diffText(difference: Difference, against: string, style: Style, width: number): string {
  const page = new Page(style, width);
  if (isDifferent(difference)) page.difference(difference);
  page.summary(difference, against);
  return page.text;
}

class Page extends TextPage {
  difference({ objects, applications, clusters }: Difference): void {
    let environment: string | undefined;
    let heading = '';
    for (const group of alike(objects)) {
      const [first] = group;
      if (first.environment !== environment) {
        environment = first.environment;
        this.title(environment === '' ? 'Argo CD' : printable(environment));
        heading = '';
      }
      const wanted = `${printable(first.application)}  ${this.style.dim(`on ${namesOf(first.clusters) || 'no known cluster'}`)}`;
      if (environment !== '' && wanted !== heading) this.say(wanted, 2, 4);
      heading = wanted;
      this.#objects(group);
    }
    this.#applications(applications);
    this.#clusters(clusters);
  }

  /** Objects of one application that change in the same way. */
  #objects(group: readonly [ObjectChange, ...ObjectChange[]]): void {
    const [{ change, fields }] = group;
    for (const { id, stateful, from } of group.slice(0, change === 'changed' ? NAMES : group.length)) {
      const notes = [
        ...(from === undefined ? [] : [`from ${printable(from)}`]),
        ...(stateful && change === 'deleted'
          ? [this.style.bold(this.style.red('HOLDS DATA, which would be lost'))]
          : []),
        ...(stateful && change === 'moved' ? [this.style.yellow('holds data')] : []),
      ];
      this.say(`${this.#sign(change)} ${printable(id)}${notes.length === 0 ? '' : `  ${notes.join(', ')}`}`, 4, 8);
    }
    if (change === 'changed' && group.length > NAMES) this.say(`and ${group.length - NAMES} more, each so:`, 6, 8);
    for (const field of group.length === 1 ? fields.slice(0, FIELDS) : anonymous(group[0]).slice(0, FIELDS)) {
      this.#field(field);
    }
    if (fields.length > FIELDS) this.say(this.style.dim(`and ${count(fields.length - FIELDS, 'field')} more`), 8, 8);
  }

  #field({ path: place, before, after }: FieldChange): void {
    const path = printable(place);
    const room = this.width - 12;
    const line = this.width - 8;
    if (before === undefined || after === undefined) {
      const value = shortValue(before ?? after, room);
      const mark = before === undefined ? this.style.green('+') : this.style.red('-');
      if (path.length + value.length + 4 <= line) this.lines.push(`        ${mark} ${path}: ${value}`);
      else this.lines.push(`        ${mark} ${path}:`, `            ${value}`);
      return;
    }
    const [old, now] = shortPair(before, after, room);
    if (path.length + old.length + now.length + 6 <= line) {
      this.lines.push(`        ${path}: ${this.style.red(old)} -> ${this.style.green(now)}`);
    } else {
      this.lines.push(
        `        ${path}:`,
        `          ${this.style.red(`- ${old}`)}`,
        `          ${this.style.green(`+ ${now}`)}`,
      );
    }
  }

  #applications(changes: readonly ApplicationChange[]): void {
    if (changes.length === 0) return;
    this.title('Applications of Argo CD');
    for (const { change, name, before, after } of changes.slice(0, ROWS)) {
      const where = change === 'changed' ? `${before} -> ${after}` : (after ?? before ?? '');
      this.say(`${this.#sign(change)} ${printable(name)}  ${this.style.dim(printable(where))}`, 2, 6);
    }
    if (changes.length > ROWS) this.say(`and ${changes.length - ROWS} more`, 4, 4);
  }

  #clusters(changes: readonly ClusterChange[]): void {
    if (changes.length === 0) return;
    this.title('Clusters');
    const rows = new Map<string, [string, string[]]>();
    for (const { cluster, environment, ...counts } of changes) {
      const words = `${countWords(counts)}  ${this.style.dim(environment)}`;
      const row = rows.get(words);
      if (row === undefined) rows.set(words, [words, [cluster]]);
      else row[1].push(cluster);
    }
    const shown = [...rows.values()].slice(0, ROWS).map(([words, clusters]) => [words, namesOf(clusters)] as const);
    const column = Math.max(...shown.map(([, names]) => names.length)) + 2;
    for (const [words, names] of shown) this.lines.push(`  ${names.padEnd(column)}${words}`);
    if (rows.size > ROWS) this.say(`and others in ${rows.size - ROWS} other ways`, 2, 2);
  }

  summary(difference: Difference, against: string): void {
    const { objects, applications, clusters, knownClusters, rewritten } = difference;
    const texts = rewritten.length === 0 ? '' : `; the text alone of ${count(rewritten.length, 'file')}`;
    if (!isDifferent(difference)) {
      this.say(`No object differs from ${against}${texts}.`, 0, 0);
      return;
    }
    const lost = objects.filter(({ change, stateful }) => change === 'deleted' && stateful).length;
    const parts = [
      `${countWords(tally(objects)) || 'no object'} on ${clusters.length} of ${count(knownClusters, 'cluster')}`,
      ...(applications.length === 0 ? [] : [`${count(applications.length, 'Application')} affected`]),
    ];
    this.lines.push('');
    this.say(`${this.style.bold(parts.join('; '))}, against ${against}${texts}`, 0, 0);
    if (lost === 0) return;
    const warning = `${count(lost, 'object')} that ${lost === 1 ? 'holds' : 'hold'} data would vanish; synth refuses that unless each is accepted by --accept`;
    for (const line of wrap(warning, this.width)) this.lines.push(this.style.red(this.style.bold(line)));
  }

  #sign(change: ObjectChange['change']): string {
    const sign = SIGNS[change];
    if (change === 'created') return this.style.green(sign);
    return change === 'deleted' ? this.style.red(sign) : this.style.yellow(sign);
  }
}

/** Changes of one application on the same clusters that say the same of several objects, in the order of the first of each. */
function alike(objects: readonly ObjectChange[]): readonly (readonly [ObjectChange, ...ObjectChange[]])[] {
  const groups = new Map<string, [ObjectChange, ...ObjectChange[]]>();
  for (const one of objects) {
    const { environment, application, change, clusters } = one;
    const key = JSON.stringify([environment, application, clusters, change, anonymous(one)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const places = new Map<string, number>();
  for (const [{ environment, application, clusters }] of groups.values()) {
    const place = JSON.stringify([environment, application, clusters]);
    if (!places.has(place)) places.set(place, places.size);
  }
  const rank = ([{ environment, application, clusters }]: readonly [ObjectChange, ...ObjectChange[]]) =>
    places.get(JSON.stringify([environment, application, clusters])) ?? 0;
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

/** The fields with a `*` for the object's own name, which its container often bears. */
function anonymous({ id, fields }: ObjectChange): readonly FieldChange[] {
  const name = `[${id.slice(id.lastIndexOf('/') + 1)}]`;
  return fields.map((field) => ({ ...field, path: field.path.replaceAll(name, '[*]') }));
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, NAMES).map(printable).join(', ');
  return names.length > NAMES ? `${shown} and ${names.length - NAMES} more` : shown;
}

function countWords(counts: Readonly<Record<keyof typeof SIGNS, number>>): string {
  return (['created', 'changed', 'deleted', 'moved'] as const)
    .filter((change) => counts[change] > 0)
    .map((change) => `${counts[change].toLocaleString('en-US')} ${change}`)
    .join(', ');
}
