import { createHash } from 'node:crypto';
import { items, member } from '../model/member.ts';
import type { Piece } from './expand.ts';
import type { LinkedObject, MutableObject } from './graph.ts';
import type { WrittenFile } from './late-variable.ts';
import { copyPlain, isObject } from './plain.ts';
import { type PodTemplate, podTemplateOf } from './pod-template.ts';

/** Annotation of pods with a digest of their files, where the golden path keeps one. */
const CHECKSUM = 'checksum/files';

/** Access mode of a file from a Secret that names none: the group of the pod may read it. */
const SECRET_MODE = 0o440;

/** A file of a ConfigMap whose content is late: pods take it from where it is. */
export interface LateFile {
  readonly key: string;
  /** What it is composed of. */
  readonly pieces: readonly Piece[];
  /** Where pods take it from. */
  readonly written: WrittenFile;
  /** Paths of the constructs that must be ready first. */
  readonly takesFrom: readonly string[];
}

/** Whether pods mount a key of a ConfigMap as a file, by a projected volume that lists it: it may then come from elsewhere as well. */
export function mountsFile(workload: MutableObject, configMap: string, key: string): boolean {
  return sourcesOf(podTemplateOf(workload)).some(
    ({ source }) =>
      member(source, 'name') === configMap &&
      items(member(source, 'items')).some((item) => member(item, 'key') === key),
  );
}

/**
 * Puts the sources of late files into the projected volumes of what mounts a ConfigMap, in place of its keys, and makes the digest of the
 * files that of their content as it is bound. A ConfigMap that holds nothing any more is left out.
 *
 * @param maps the files that each ConfigMap with references has lost
 */
export function withLateFiles(
  objects: readonly LinkedObject[],
  maps: ReadonlyMap<MutableObject, readonly LateFile[]>,
): LinkedObject[] {
  const byPath = new Map<string, LinkedObject[]>();
  for (const linked of objects) {
    if (maps.has(linked.object)) byPath.set(linked.path, [...(byPath.get(linked.path) ?? []), linked]);
  }
  return objects.flatMap((linked) => {
    const files = maps.get(linked.object);
    if (files !== undefined && files.length > 0 && isEmpty(linked.object)) return [];
    const mounted = (byPath.get(linked.path) ?? []).filter((map) => mountsAny(linked.object, map.object.metadata.name));
    return [mounted.reduce((former, map) => withFilesOf(former, map, maps.get(map.object) ?? []), linked)];
  });
}

function withFilesOf(linked: LinkedObject, map: LinkedObject, files: readonly LateFile[]): LinkedObject {
  const { value: object } = copyPlain(linked.object, linked.path);
  if (!isObject(object)) throw new Error(`${linked.path}: a copy lost its shape`);
  const template = podTemplateOf(object);
  for (const { source, volume } of sourcesOf(template)) replaceItems(source, volume, map, files);
  refreshDigest(template, map, files);
  const takesFrom = [...new Set([...(linked.takesFrom ?? []), ...files.flatMap((one) => one.takesFrom)])].sort();
  return { ...linked, object, takesFrom };
}

function mountsAny(workload: MutableObject, configMap: string): boolean {
  return sourcesOf(podTemplateOf(workload)).some(({ source }) => member(source, 'name') === configMap);
}

/** The ConfigMaps among the sources of projected volumes, each with the list of sources that it stands in. */
function sourcesOf(
  template: PodTemplate | undefined,
): readonly { readonly source: object; readonly volume: unknown[] }[] {
  return (template?.spec?.volumes ?? []).flatMap((volume) => {
    const sources = member(member(volume, 'projected'), 'sources');
    if (!Array.isArray(sources)) return [];
    return sources.flatMap((one: unknown) => {
      const source = member(one, 'configMap');
      return typeof source === 'object' && source !== null ? [{ source, volume: sources }] : [];
    });
  });
}

/** Takes keys out of the source of a ConfigMap, and puts a source for each of them behind all others. */
function replaceItems(source: object, volume: unknown[], { object }: LinkedObject, files: readonly LateFile[]): void {
  if (member(source, 'name') !== object.metadata.name) return;
  const late = new Map(files.map((file) => [file.key, file]));
  const kept: unknown[] = [];
  for (const item of items(member(source, 'items'))) {
    const file = late.get(String(member(item, 'key')));
    if (file === undefined) {
      kept.push(item);
      continue;
    }
    const { from, name, key } = file.written;
    const mode = member(item, 'mode') ?? (from === 'secret' ? SECRET_MODE : undefined);
    const path = member(item, 'path');
    volume.push({ [from]: { name, items: [{ key, path, ...(mode === undefined ? {} : { mode }) }] } });
  }
  if (kept.length > 0) Reflect.set(source, 'items', kept);
  else {
    const place = volume.findIndex((one) => member(one, 'configMap') === source);
    volume.splice(place, 1);
  }
}

function refreshDigest(template: PodTemplate | undefined, { object }: LinkedObject, files: readonly LateFile[]): void {
  const annotations = member(template?.metadata, 'annotations');
  const former = member(annotations, CHECKSUM);
  if (typeof annotations !== 'object' || annotations === null || former === undefined) return;
  const late = files.map(({ key, pieces }) => [key, pieces]);
  const content = JSON.stringify([former, object.data, late]);
  Reflect.set(annotations, CHECKSUM, createHash('sha256').update(content).digest('hex').slice(0, 16));
}

function isEmpty({ data, binaryData }: MutableObject): boolean {
  return [data, binaryData].every((part) => Object.keys(Object(part ?? {})).length === 0);
}
