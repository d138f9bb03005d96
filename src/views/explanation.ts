import type { CandidateDocument } from '../model/graph-document.ts';
import type { Subject } from './subject.ts';

/** Everything that is known of one thing of a platform. Lists that do not apply to it are empty. */
export interface Explanation {
  readonly kind: Subject['kind'];
  readonly name: string;
  /** Path of the construct it comes from. */
  readonly path: string;
  /** Line of the program, `file:line`. */
  readonly source?: string | undefined;
  /** Single facts, by their names. */
  readonly about: readonly { readonly name: string; readonly value: string }[];
  readonly placements: readonly PlacementWords[];
  readonly variants: readonly VariantWords[];
  readonly provisioners: readonly ProvisionerWords[];
  /** Values that it takes from others. */
  readonly takes: readonly ValueWords[];
  /** Values that others take from it. */
  readonly gives: readonly ValueWords[];
  readonly waitsFor: readonly WaitWords[];
  readonly awaitedBy: readonly WaitWords[];
}

/** Where something is, and why. */
export interface PlacementWords {
  readonly cluster: string;
  readonly environment: string;
  /** Wave in which changes reach the cluster. */
  readonly wave?: string | undefined;
  readonly application: string;
  readonly variant?: string | undefined;
  readonly why: readonly { readonly path: string; readonly source?: string | undefined; readonly says: string }[];
}

/** One rendering of something. */
export interface VariantWords {
  readonly application: string;
  readonly name: string;
  readonly environment: string;
  readonly clusters: readonly string[];
  /** What the rendering was made of. */
  readonly facts: readonly string[];
  /** Which clusters get it, also those that join later. */
  readonly selectors: readonly string[];
  readonly waves: number;
  readonly objects: readonly ObjectWords[];
  /** What is rendered by the delivery engine: `the chart redis 19.0.0 of https://charts.acme.example`. */
  readonly from?: string | undefined;
}

/** An object of a rendering. */
export interface ObjectWords {
  readonly id: string;
  readonly path: string;
  readonly wave: number;
  readonly stateful: boolean;
  readonly provisioner?: string | undefined;
  /** Ids of the objects that are not deleted before it. */
  readonly uses: readonly string[];
  readonly patchedBy: readonly { readonly path: string; readonly source?: string | undefined }[];
  /** Paths of the constructs that it was brought for; empty where it does not follow from others. */
  readonly neededBy: readonly string[];
}

/** Who provisions a need on some clusters, and why nobody else does. */
export interface ProvisionerWords {
  readonly unit: string;
  readonly type: string;
  readonly class: string;
  readonly clusters: readonly string[];
  /** Provisioner that needs it itself, for what it makes. */
  readonly broughtBy?: string | undefined;
  /** Who shares it, where it is made and why there. */
  readonly sharing?: string | undefined;
  readonly candidates: readonly CandidateDocument[];
}

/** A value that one construct takes from another. */
export interface ValueWords {
  readonly consumer: string;
  readonly producer: string;
  readonly output: string;
  readonly way: string;
  /** Clusters where it travels so, where it travels otherwise on others. */
  readonly clusters?: readonly string[] | undefined;
  /** What becomes of it when it changes. */
  readonly rotation: string;
}

/** Something that must be ready first. */
export interface WaitWords {
  readonly name: string;
  readonly why: string;
}

/** Lines of the program by construct path. */
export type Sources = Readonly<Record<string, string>>;
