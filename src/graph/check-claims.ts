import { landing } from '../model/landing.ts';
import { listed } from '../model/listed.ts';
import { kindKey } from '../model/manifest.ts';
import { items, member } from '../model/member.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { ClusterNode, MutableObject, ResolvedApplication, ResolvedGraph, Variant } from './graph.ts';

/** What two constructs, or two clusters, claim for themselves alone: an object, or a host. */
export function claimProblems(graph: ResolvedGraph): readonly Problem[] {
  return [...objectClaims(graph), ...hostClaims(graph)];
}

/** Who makes an object, and where. */
interface Claim {
  readonly application: ResolvedApplication;
  readonly variant: Variant;
  readonly path: string;
  readonly manifest: MutableObject;
}

/** One object on one cluster has one maker. Nearly all are claimed once, so lists and words are for the others alone. */
function objectClaims(graph: ResolvedGraph): readonly Problem[] {
  const first = new Map<string, Claim>();
  const several = new Map<string, [Claim, Claim, ...Claim[]]>();
  for (const application of graph.applications) {
    for (const variant of application.variants) {
      for (const { manifest, path } of variant.objects) {
        const { name, namespace } = manifest.metadata;
        const id = `${kindKey(manifest.apiVersion, manifest.kind)}\0${namespace}\0${name}`;
        const claim = { application, variant, path, manifest };
        const other = first.get(id);
        const others = several.get(id);
        if (other === undefined) first.set(id, claim);
        else if (others === undefined) several.set(id, [other, claim]);
        else others.push(claim);
      }
    }
  }
  return [...several.values()].flatMap((claims) => (mayMeet(claims) ? rivals(wordsFor(claims[0]), claims, graph) : []));
}

function wordsFor({ manifest }: Claim): string {
  const { name, namespace } = manifest.metadata;
  const where = namespace === undefined ? '' : ` in the namespace "${namespace}"`;
  return `the ${kindKey(manifest.apiVersion, manifest.kind)} "${name}"${where}`;
}

/** Whether claims may meet on a cluster: those of the variants of one application do so at the hub alone. */
function mayMeet(claims: readonly Claim[]): boolean {
  const [first] = claims;
  const variants = new Set(claims.map(({ variant }) => variant));
  const atHub = claims.some(({ variant }) => variant.hubNamespace !== undefined);
  return atHub || variants.size < claims.length || claims.some(({ application }) => application !== first?.application);
}

function rivals(words: string, claims: readonly Claim[], graph: ResolvedGraph): readonly Problem[] {
  const makers = new Map<number, string>();
  const found = new Map<string, Problem>();
  for (const { path, variant } of claims) {
    for (const { index } of landing(variant, graph)) {
      const other = makers.get(index);
      if (other === undefined) makers.set(index, path);
      else if (!found.has(`${path}\0${other}`)) {
        const how = other === path ? 'is made twice' : `is made by "${other}" too`;
        found.set(`${path}\0${other}`, problem('RB705', { path, found: `${words} ${how}` }));
      }
    }
  }
  return [...found.values()];
}

/** A construct that claims a path of a host, and where. */
interface RouteClaim {
  readonly at: string;
  readonly path: string;
  readonly clusters: readonly ClusterNode[];
}

/** One host leads to one cluster, unless the platform shares it, and one path of it to one route. */
function hostClaims(graph: ResolvedGraph): readonly Problem[] {
  const hosts = new Map<string, RouteClaim[]>();
  for (const { variants } of graph.applications) {
    for (const { objects, clusters } of variants) {
      for (const { manifest, path } of objects) {
        for (const { host, at } of routesOf(manifest)) {
          const claims = hosts.get(host);
          if (claims === undefined) hosts.set(host, [{ at, path, clusters }]);
          else claims.push({ at, path, clusters });
        }
      }
    }
  }
  const shared = new Set(graph.platform.sharedHosts);
  return [...hosts].flatMap(([host, claims]) => [
    ...(shared.has(host) ? [] : clusterRivals(host, claims)),
    ...routeRivals(host, claims),
  ]);
}

function clusterRivals(host: string, claims: readonly RouteClaim[]): readonly Problem[] {
  const clusters = new Set(claims.flatMap((claim) => claim.clusters.map(({ name }) => name)));
  if (clusters.size < 2) return [];
  const found = `"${host}" is claimed by the clusters ${listed([...clusters].sort())}`;
  const paths = new Set(claims.map(({ path }) => path));
  return [...paths].map((path) => problem('RB708', { path, prop: 'host', found }));
}

function routeRivals(host: string, claims: readonly RouteClaim[]): readonly Problem[] {
  if (new Set(claims.map(({ path }) => path)).size < 2) return [];
  const owners = new Map<string, string>();
  const found = new Map<string, Problem>();
  for (const { at, path, clusters } of claims) {
    for (const { name } of clusters) {
      const other = owners.get(`${name} ${at}`);
      if (other === undefined) owners.set(`${name} ${at}`, path);
      else if (other !== path && !found.has(`${path}\0${at}`)) {
        const words = `"${host}${at}" on "${name}" is claimed by "${other}" too`;
        found.set(`${path}\0${at}`, problem('RB709', { path, prop: 'host', found: words }));
      }
    }
  }
  return [...found.values()];
}

/** The hosts and paths that a route or an Ingress claims. */
function routesOf(object: MutableObject): readonly { readonly host: string; readonly at: string }[] {
  const kind = kindKey(object.apiVersion, object.kind);
  const spec: unknown = object.spec;
  if (kind === 'HTTPRoute.gateway.networking.k8s.io' || kind === 'GRPCRoute.gateway.networking.k8s.io') {
    const hosts = strings(member(spec, 'hostnames'));
    const paths = items(member(spec, 'rules')).flatMap((rule) => {
      const matches = items(member(rule, 'matches'));
      return matches.length === 0 ? ['/'] : matches.map((match) => JSON.stringify(match));
    });
    return hosts.flatMap((host) => (paths.length === 0 ? ['/'] : paths).map((path) => ({ host, at: wordsOf(path) })));
  }
  if (kind !== 'Ingress.networking.k8s.io') return [];
  return items(member(spec, 'rules')).flatMap((rule) => {
    const host = member(rule, 'host');
    if (typeof host !== 'string') return [];
    return items(member(member(rule, 'http'), 'paths')).map((path) => ({
      host,
      at: String(member(path, 'path') ?? '/'),
    }));
  });
}

/** The path of a route's match where it has nothing else, so that problems read well. */
function wordsOf(match: string): string {
  const path = /^\{"path":\{"type":"PathPrefix","value":"([^"]+)"\}\}$/.exec(match)?.[1];
  return path ?? match;
}

function strings(value: unknown): readonly string[] {
  return items(value).filter((item) => typeof item === 'string');
}
