import type { ApplicationDocument, MatchDocument } from '../model/graph-document.ts';
import { compareText } from '../model/problem.ts';
import { inCluster } from './draw-choice.ts';
import type { DrawnEdge, DrawnThing } from './drawing.ts';
import type { GraphIndex } from './graph-index.ts';
import { sharedOf, sharingWords } from './sharing.ts';
import { list } from './words.ts';

/** Which needs are drawn. */
interface NeedOptions {
  readonly cluster: string | undefined;
  /** Whether provisioners are drawn, and whether once for all applications or for each of them in its box. */
  readonly provisioners: 'none' | 'shared' | 'apart';
}

/** Where things are drawn. */
interface Canvas {
  /** Id of what stands for a construct. */
  end(path: string): string;
  has(id: string): boolean;
  node(thing: DrawnThing): void;
  /** Says that a thing belongs to this application too, on these clusters. */
  extend(id: string, clusters: readonly string[]): void;
  edge(edge: DrawnEdge): void;
}

/** Draws who provisions what the constructs of an application need, and whose resource they share. */
export function drawNeeds(index: GraphIndex, part: ApplicationDocument, options: NeedOptions, canvas: Canvas): void {
  for (const match of part.matches) {
    const here = inCluster(match.clusters, options.cluster);
    if (here.length === 0) continue;
    const from = canvas.end(match.unit);
    const to = match.owner === undefined || match.owner === match.unit ? undefined : canvas.end(match.owner);
    const drawn = { index, here, from, label: scopeOf(match, here, index) };
    if (to !== undefined && canvas.has(to)) drawSharing(match, to, drawn, canvas);
    else if (options.provisioners !== 'none') drawProvisioner(match, part.path, options, drawn, canvas);
  }
}

/** What edges for a match have in common. */
interface DrawnMatch {
  readonly index: GraphIndex;
  /** Its clusters, of those that are drawn. */
  readonly here: readonly string[];
  readonly from: string;
  readonly label: string;
}

/** A resource that another golden path owns. */
function drawSharing(match: MatchDocument, to: string, { index, from, label }: DrawnMatch, canvas: Canvas): void {
  const why = `${match.unit} needs "${match.type}": ${sharingWords(match, index)}`;
  canvas.edge({ from, to, kind: 'shared', label: [`one ${match.type}`, label], why });
}

function drawProvisioner(
  { unit, type, candidates }: MatchDocument,
  application: string,
  { provisioners }: NeedOptions,
  { index, here, from, label }: DrawnMatch,
  canvas: Canvas,
): void {
  const winner = candidates.find(({ won }) => won);
  if (winner === undefined || !canvas.has(from)) return;
  const own = provisioners === 'apart' ? application : '';
  const id = `provisioner:${own}:${winner.provisioner}`;
  if (canvas.has(id)) canvas.extend(id, here);
  else {
    const box = own === '' ? undefined : `application:${own}`;
    const base = { subject: winner.provisioner, source: undefined, applications: [application], clusters: here };
    canvas.node({ id, kind: 'provisioner', title: winner.provisioner, subtitle: `makes ${type}`, box, ...base });
  }
  const places = list(environmentsOf(here, index), 'and');
  const why = `${unit} needs "${type}", which ${winner.provisioner} makes in ${places}: ${winner.why}`;
  canvas.edge({ from, to: id, kind: 'provisioned', label: [type, label], why });
}

/** Environments of a match, and the cluster that its resource is made on where others take it from there. */
function scopeOf(match: MatchDocument, here: readonly string[], index: GraphIndex): string {
  const shared = sharedOf(match, index);
  const environments = environmentsOf(here, index).join(', ');
  return shared?.home === undefined || shared.takers.length === 0 ? environments : `${environments}, on ${shared.home}`;
}

function environmentsOf(clusters: readonly string[], index: GraphIndex): readonly string[] {
  return [...new Set(clusters.map((name) => index.clusters.get(name)?.environment ?? name))].sort(compareText);
}
