import { kindKey } from '../model/manifest.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { MutableObject, ResolvedGraph } from './graph.ts';

/** What two constructs, or two clusters, claim for themselves alone: an object, or a host. */
export function claimProblems(graph: ResolvedGraph): readonly Problem[] {
  return [...objectClaims(graph), ...hostClaims(graph)];
}

/** One object on one cluster has one maker. */
function objectClaims(graph: ResolvedGraph): readonly Problem[] {
  const problems: Problem[] = [];
  const makers = new Map<string, Map<number, string>>();
  for (const application of graph.applications) {
    for (const { objects, clusters } of application.variants) {
      for (const { manifest, path } of objects) {
        const { name, namespace = '' } = manifest.metadata;
        const kind = kindKey(manifest.apiVersion, manifest.kind);
        const id = `${kind}/${namespace}/${name}`;
        let made = makers.get(id);
        if (made === undefined) {
          made = new Map();
          makers.set(id, made);
        }
        for (const cluster of clusters) {
          const other = made.get(cluster.index);
          if (other === undefined) made.set(cluster.index, `${application.name}\0${path}`);
          else {
            const maker = other.slice(other.indexOf('\0') + 1);
            const where = namespace === '' ? '' : ` in the namespace "${namespace}"`;
            problems.push(problem('RB705', { path, found: `the ${kind} "${name}"${where} is made by "${maker}" too` }));
          }
        }
      }
    }
  }
  return problems;
}

/** One host leads to one cluster, unless the platform shares it, and one path of it to one route. */
function hostClaims(graph: ResolvedGraph): readonly Problem[] {
  const problems: Problem[] = [];
  const routes = new Map<string, { readonly cluster: string; readonly path: string }>();
  const hosts = new Map<string, string>();
  for (const { variants } of graph.applications) {
    for (const { objects, clusters } of variants) {
      for (const { manifest, path } of objects) {
        for (const { host, at } of routesOf(manifest)) {
          for (const { name: cluster } of clusters) {
            const first = hosts.get(host);
            if (first === undefined) hosts.set(host, cluster);
            else if (first !== cluster && !graph.platform.sharedHosts.includes(host)) {
              problems.push(
                problem('RB708', {
                  path,
                  prop: 'host',
                  found: `"${host}" is claimed by the clusters "${first}" and "${cluster}"`,
                }),
              );
            }
            const key = `${cluster} ${host} ${at}`;
            const other = routes.get(key);
            if (other === undefined) routes.set(key, { cluster, path });
            else if (other.path !== path) {
              problems.push(
                problem('RB709', {
                  path,
                  prop: 'host',
                  found: `"${host}${at}" on "${cluster}" is claimed by "${other.path}" too`,
                }),
              );
            }
          }
        }
      }
    }
  }
  return problems;
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

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function strings(value: unknown): readonly string[] {
  return items(value).filter((item) => typeof item === 'string');
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
