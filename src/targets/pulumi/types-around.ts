/** Type token of the component around a whole platform. */
export const PLATFORM_TYPE = 'roadbed:index:Platform';
/** Type token of the component of a cluster. */
export const CLUSTER_TYPE = 'roadbed:index:Cluster';

/** Type token of the component of a construct: applications are told apart for people. */
export function constructType(path: string, applications: ReadonlySet<string>): string {
  return applications.has(path) ? 'roadbed:index:Application' : 'roadbed:index:Construct';
}

/** A path and every path around it, the outermost first: `shop` and `shop/api` of `shop/api`. */
export function pathsTo(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}
