import { CLOUD_LABEL, CLUSTER_LABEL, ENVIRONMENT_LABEL, providesLabel, tagLabel } from './labels.ts';
import { Misuse } from './misuse.ts';

/** How careful Roadbed is in an environment: what is made in `development` may be lost, `production` gets the full set. */
export type Tier = 'development' | 'staging' | 'production';

/** A cloud that runs a cluster, or none. */
export type Cloud = 'aws' | 'azure' | 'gcp' | 'none';

/** A fact about a cluster, as its labels carry it: the value of one label, or undefined where it has none. */
export interface Fact {
  readonly label: string;
  readonly value: string | undefined;
}

/** What a site is asked about: the labels of its cluster and the tier of its environment. */
export interface SiteFacts {
  readonly labels: Readonly<Record<string, string>>;
  readonly tier: Tier;
}

/**
 * One cluster as a golden path sees it while it renders.
 *
 * A site answers single questions and remembers each one: clusters that give the same answers share one rendering. When the
 * rendering is done the site is sealed, and a later question is a fault of the golden path.
 */
export class Site {
  readonly #facts: SiteFacts;
  #asked: Map<string, Fact> | undefined;
  #sealed = false;

  constructor(facts: SiteFacts) {
    this.#facts = facts;
  }

  /** Environment of the cluster, such as `dev` or `prod`. */
  get environment(): string {
    return this.#ask(ENVIRONMENT_LABEL) ?? '';
  }

  /** How careful to be here; it follows from the environment. */
  get tier(): Tier {
    this.#ask(ENVIRONMENT_LABEL);
    return this.#facts.tier;
  }

  /** Cloud that runs the cluster. */
  get cloud(): Cloud {
    const cloud = this.#ask(CLOUD_LABEL);
    return cloud === 'aws' || cloud === 'azure' || cloud === 'gcp' ? cloud : 'none';
  }

  /** Name of the cluster. A golden path that asks for it is rendered once for each cluster. */
  get name(): string {
    return this.#ask(CLUSTER_LABEL) ?? '';
  }

  /** Whether the cluster has this tag. */
  hasTag(tag: string): boolean {
    return this.#ask(tagLabel(tag)) === 'true';
  }

  /** Value of a label of the cluster. */
  label(key: string): string | undefined {
    return this.#ask(key);
  }

  /** Whether the cluster has this kind, named `Kind.group`, such as `ServiceMonitor.monitoring.coreos.com`. */
  provides(kind: string): boolean {
    return this.#ask(providesLabel(kind)) === 'true';
  }

  /** Whether a fact of another site holds here too, which counts as asking for it. @internal */
  holds(fact: Fact): boolean {
    const { label, value } = fact;
    if (this.#sealed || labelOf(this.#facts, label) !== value) return this.#ask(label) === value;
    // The record of the fact serves again: very many sites are asked the same.
    this.#asked ??= new Map();
    if (!this.#asked.has(label)) this.#asked.set(label, fact);
    return true;
  }

  /** A site of the same cluster that nobody has asked yet. @internal */
  fork(): Site {
    return new Site(this.#facts);
  }

  /** Ends the questions and returns the facts that were read, in the order of the first question. @internal */
  seal(): readonly Fact[] {
    this.#sealed = true;
    return this.#asked === undefined ? NOTHING : [...this.#asked.values()];
  }

  #ask(label: string): string | undefined {
    if (this.#sealed) {
      throw new Misuse(
        `a site was asked for ${label} after its rendering had ended; ask inside render() and keep the answer`,
      );
    }
    const value = labelOf(this.#facts, label);
    this.#asked ??= new Map();
    if (!this.#asked.has(label)) this.#asked.set(label, { label, value });
    return value;
  }
}

const NOTHING: readonly Fact[] = [];

/** The value of a label that is really there: names like `constructor` are labels too. */
export function labelOf({ labels }: Pick<SiteFacts, 'labels'>, label: string): string | undefined {
  return Object.hasOwn(labels, label) ? labels[label] : undefined;
}
