import type { Manifest } from '../model/manifest.ts';
import type { Provision } from '../model/need.ts';
import { Site } from '../model/site.ts';
import type { ClusterNode, Match } from './graph.ts';

/** What provisioners make at one site: each is called once, after those of the needs that it brings. */
export class Provisions {
  readonly #site: Site;
  readonly #made = new Map<Match, Provision>();
  readonly #elsewhere = new Map<ClusterNode, Provisions>();

  constructor(site: Site) {
    this.#site = site;
  }

  /**
   * What the provisioner of a match makes at the site, for it or for who owns the resource; nothing where nobody provisions it. What is
   * made on another cluster is asked there: no answer of this site decides it.
   */
  of(asked: Match): Provision | undefined {
    if (asked.home !== undefined && asked.owner !== undefined) return this.#at(asked.home).of(asked.owner);
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

  #at(cluster: ClusterNode): Provisions {
    const known = this.#elsewhere.get(cluster) ?? new Provisions(new Site(cluster));
    this.#elsewhere.set(cluster, known);
    return known;
  }

  #brought({ brings }: Match): readonly Provision[] {
    return brings.flatMap((inner) => this.of(inner) ?? []);
  }
}
