import { listed } from '../../model/listed.ts';

/** How the data of a resource is copied from one that is there to another that is made beside it, by the type of the need. */
const copies: Readonly<Record<string, string>> = {
  postgres: 'copy the data with pg_dump and pg_restore',
  mysql: 'copy the data with mysqldump and mysql',
  mongodb: 'copy the data with mongodump and mongorestore',
  redis: 'let it fill again, or copy the keys with DUMP and RESTORE',
  bucket: 'copy the objects with rclone sync',
  queue: 'let consumers empty it while producers write to the new one',
  topic: 'let subscribers take the rest while publishers write to the new one',
  volume: 'copy the files by a Job that mounts both',
};

/** What becomes of something that holds data. */
export type Loss =
  | { readonly kind: 'renamed'; readonly path: string; readonly to: string }
  | { readonly kind: 'provisioner'; readonly path: string; readonly before: string; readonly after: string }
  | {
      /** Clusters share it, and it is made on another one of them. */
      readonly kind: 'home';
      readonly path: string;
      /** Path of the golden path that it would be made for. */
      readonly owner: string;
      readonly from: readonly string[];
      readonly to: readonly string[];
    }
  | { readonly kind: 'owner'; readonly path: string; readonly owner: string }
  | { readonly kind: 'names' | 'placement' | 'removed'; readonly path: string };

/** What to do instead of losing data, step by step, for people. */
export function migrationSteps(loss: Loss, type: string | undefined): string {
  const { path } = loss;
  const copy = type !== undefined && Object.hasOwn(copies, type) ? copies[type] : 'copy the data';
  const beside = `make another beside it, ${copy}, let its clients use that one, then remove this one with --accept ${path}`;
  switch (loss.kind) {
    case 'renamed':
      return `to keep it, give the platform moved: [{ from: '${path}', to: '${loss.to}' }]; to make it anew, ${copy} and accept that this one goes with --accept ${path}`;
    case 'provisioner':
      return `to keep it, let the criteria of ${loss.before} be more specific than those of ${loss.after}; to move it, ${beside}`;
    case 'home':
      return [
        `keep home on ${listed(loss.from)}`,
        `to move it, stop what writes to it, accept that this one goes with --accept ${path}, which leaves it there outside development until its removal is confirmed, ${copy} to the new one, and start what writes again`,
        'what a cloud manages and bears the same name, account and region is taken over as it is',
      ].join('; ');
    case 'owner':
      return `to keep it, give the resource of "${loss.owner}" another id, or let it come after "${path}" by its path; to move it, ${copy} to the new one before this one is removed with --accept ${path}`;
    case 'names':
      return `keep the namespace and the names of what it makes; to move it, ${beside}`;
    case 'placement':
      return `keep it on the clusters where its data is; to move it, ${beside}`;
    case 'removed':
      return `put it back, or take a backup and accept that it goes with --accept ${path}`;
  }
}
