import type { Manifest } from '../model/manifest.ts';
import type { Provision } from '../model/need.ts';
import type { Site } from '../model/site.ts';
import type { Match } from './graph.ts';

/** What provisioners make at one site: each is called once, after those of the needs that it brings. */
export class Provisions {
  readonly #site: Site;
  readonly #made = new Map<Match, Provision>();

  constructor(site: Site) {
    this.#site = site;
  }

  /** What the provisioner of a match makes at the site, for it or for who owns the resource; nothing where nobody provisions it. */
  of(asked: Match): Provision | undefined {
    const match = asked.owner ?? asked;
    const known = this.#made.get(match);
    if (known !== undefined || match.provisioner === undefined) return known;
    const provision = match.provisioner.provision(match.need, this.#site, this.#brought(match));
    this.#made.set(match, provision);
    return provision;
  }

  /** What it makes for the control plane. */
  infrastructureOf(match: Match): readonly Manifest[] {
    const { provisioner, need, owner } = match;
    if (owner !== undefined || provisioner?.infrastructure === undefined) return [];
    return provisioner.infrastructure(need, this.#site, this.#brought(match));
  }

  #brought({ brings }: Match): readonly Provision[] {
    return brings.flatMap((inner) => this.of(inner) ?? []);
  }
}
