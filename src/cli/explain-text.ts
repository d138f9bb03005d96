import { recipeName } from '../views/candidates.ts';
import type { Explanation, PlacementWords, ValueWords, VariantWords } from '../views/explanation.ts';
import { count } from '../views/words.ts';
import { type Style, wrap } from './terminal.ts';
import { TextPage } from './text-page.ts';

/** Most names of clusters that one line lists. */
const NAMES = 8;

/** Prints an explanation for people, at most `width` columns wide where its names allow it. */
export function explanationText(explanation: Explanation, style: Style, width: number): string {
  const page = new Page(style, width);
  page.head(explanation);
  page.placements(explanation.placements);
  page.variants(explanation);
  page.provisioners(explanation);
  page.values('Takes', explanation.takes, ({ output, producer }) => `${style.bold(output)} of ${producer}`);
  page.values('Gives', explanation.gives, ({ output, consumer }) => `${style.bold(output)} to ${consumer}`);
  page.waits('Waits for', explanation.waitsFor);
  page.waits('Awaited by', explanation.awaitedBy);
  return page.text;
}

class Page extends TextPage {
  head({ kind, name, source, about }: Explanation): void {
    const at = source === undefined ? '' : `, ${this.style.dim(source)}`;
    this.lines.push(`${this.style.bold(name)}  ${kind}${at}`);
    const column = Math.min(40, Math.max(0, ...about.map((one) => one.name.length))) + 2;
    for (const one of about) {
      const [first = '', ...rest] = wrap(one.value, this.width - 2 - column);
      this.lines.push(`  ${this.style.dim(one.name.padEnd(column))}${first}`);
      for (const line of rest) this.lines.push(' '.repeat(2 + column) + line);
    }
  }

  placements(placements: readonly PlacementWords[]): void {
    if (placements.length === 0) return;
    this.title('Where');
    const several = new Set(placements.map(({ application }) => application)).size > 1;
    for (const { why, places } of groupedPlacements(placements)) {
      for (const [{ environment, wave, application, variant }, clusters] of places) {
        const names = this.style.bold(namesOf(clusters));
        const as = variant === undefined || variant === environment ? '' : `, as ${variant}`;
        const when = wave === undefined ? '' : `, in the wave ${wave}`;
        this.say(`${several ? `${application} on ` : ''}${names}  ${this.style.dim(environment + as + when)}`, 2, 4);
      }
      for (const { path, source, says } of why) {
        this.say(`by ${path}${source === undefined ? '' : ` (${source})`}: ${says}`, 4, 6);
      }
    }
  }

  variants({ kind, variants }: Explanation): void {
    if (variants.length === 0) return;
    this.title('Rendered');
    for (const variant of variants) {
      const on = variant.clusters.length === 0 ? 'no cluster yet' : namesOf(variant.clusters);
      const waves = kind === 'application' && variant.waves > 1 ? `, in ${count(variant.waves, 'wave')}` : '';
      this.say(`${this.style.bold(`${variant.application} ${variant.name}`)} on ${on}${waves}`, 2, 4);
      if (variant.facts.length > 0) this.say(this.style.dim(`made of: ${variant.facts.join(', ')}`), 4, 6);
      for (const selector of kind === 'application' ? variant.selectors : []) {
        this.say(this.style.dim(`selects: ${selector}`), 4, 6);
      }
      if (variant.from !== undefined) this.say(`Argo CD renders ${variant.from}`, 4, 6);
      this.#objects(variant);
    }
  }

  #objects({ objects }: VariantWords): void {
    for (const { id, wave, stateful, provisioner, uses, patchedBy, neededBy } of objects) {
      const notes = [
        ...(wave === 0 ? [] : [`wave ${wave}`]),
        ...(provisioner === undefined ? [] : [`by ${provisioner}`]),
        ...(stateful ? [this.style.yellow('holds data')] : []),
        ...(uses.length === 0 ? [] : [`deleted before ${uses.join(' and ')}`]),
        ...patchedBy.map(
          ({ path, source }) => `patched by ${path || 'the platform'}${source === undefined ? '' : ` (${source})`}`,
        ),
      ];
      this.say(`${id}${notes.length === 0 ? '' : `  ${notes.join(', ')}`}`, 4, 8);
      if (neededBy.length > 0) this.say(`needed by ${namesOf(neededBy)}`, 6, 8);
    }
  }

  provisioners({ provisioners }: Explanation): void {
    if (provisioners.length === 0) return;
    this.title('Provisioned');
    for (const { unit, type, class: of, clusters, broughtBy, sharing, candidates } of provisioners) {
      const wanted = of === 'default' ? type : `${type} of class "${of}"`;
      const whose = broughtBy === undefined ? '' : `, which ${broughtBy} needs for it`;
      this.say(`${this.style.bold(wanted)} for ${unit} on ${namesOf(clusters)}${whose}`, 2, 4);
      if (sharing !== undefined) this.say(sharing, 4, 6);
      for (const candidate of candidates) {
        const { won, why } = candidate;
        const name = recipeName(candidate);
        this.say(`${won ? this.style.green(`+ ${name}`) : this.style.dim(`- ${name}`)}: ${why}`, 4, 8);
      }
    }
  }

  values(title: string, values: readonly ValueWords[], what: (value: ValueWords) => string): void {
    if (values.length === 0) return;
    this.title(title);
    for (const value of values) {
      const where = value.clusters === undefined ? '' : ` on ${namesOf(value.clusters)}`;
      this.say(`${what(value)}${where}: ${value.way}`, 2, 4);
      this.say(this.style.dim(value.rotation), 4, 4);
    }
  }

  waits(title: string, waits: Explanation['waitsFor']): void {
    if (waits.length === 0) return;
    this.title(title);
    for (const { name, why } of waits) this.say(`${this.style.bold(name)}: ${why}`, 2, 4);
  }
}

/** Places with one reason, each with its clusters. */
interface PlacementGroup {
  readonly why: PlacementWords['why'];
  readonly places: readonly (readonly [PlacementWords, readonly string[]])[];
}

/** Placements by their reason, and by all that they have in common but the cluster. */
function groupedPlacements(placements: readonly PlacementWords[]): readonly PlacementGroup[] {
  const groups = new Map<string, Map<string, [PlacementWords, string[]]>>();
  for (const placement of placements) {
    const { application, environment, wave, variant, why, cluster } = placement;
    const reason = JSON.stringify(why);
    const group = groups.get(reason) ?? new Map<string, [PlacementWords, string[]]>();
    groups.set(reason, group);
    const key = JSON.stringify([environment, wave, application, variant]);
    const place = group.get(key);
    if (place === undefined) group.set(key, [placement, [cluster]]);
    else place[1].push(cluster);
  }
  return [...groups.values()].map((places) => {
    const all = [...places.values()];
    return { why: all[0]?.[0].why ?? [], places: all };
  });
}

function namesOf(clusters: readonly string[]): string {
  const shown = clusters.slice(0, NAMES).join(', ');
  return clusters.length > NAMES ? `${shown} and ${count(clusters.length - NAMES, 'more', 'more')}` : shown;
}
