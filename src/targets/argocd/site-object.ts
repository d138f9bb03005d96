import type { MutableObject, ResolvedObject, Variant } from '../../graph/graph.ts';
import { plainObject } from '../../model/plain-object.ts';
import { isUsage } from '../../model/usage.ts';
import { CONFIRM, LATER, OUTLIVES, SYNC_OPTIONS, WAVE } from './names.ts';

/** Over this many bytes an object does not fit into the annotation that client-side apply writes, 262,144 bytes. */
const LARGE = 200_000;

/** An object with what Argo CD must know of it: its wave, and the options that it needs and others do not. */
export function siteObject(
  { manifest, wave, stateful, kindArrives }: ResolvedObject,
  { tier }: Pick<Variant, 'tier'>,
): MutableObject {
  const options: string[] = [];
  if (kindArrives) options.push(LATER);
  if (stateful && tier !== 'development') options.push(CONFIRM);
  if (isUsage(manifest)) options.push(OUTLIVES);
  if (isLarge(manifest)) options.push('ServerSideApply=true');
  const told = manifest.metadata.annotations?.[WAVE] !== undefined;
  if (options.length === 0 && (wave === 0 || told)) return manifest;
  const annotations = plainObject(manifest.metadata.annotations);
  if (options.length > 0) {
    const own = annotations[SYNC_OPTIONS];
    annotations[SYNC_OPTIONS] = (own === undefined ? options : [own, ...options]).join(',');
  }
  if (wave !== 0 && !told) annotations[WAVE] = String(wave);
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}

/** CustomResourceDefinitions grow large, and so may what carries data; nothing else is worth measuring. */
function isLarge(manifest: MutableObject): boolean {
  if (manifest.kind === 'CustomResourceDefinition') return true;
  if (manifest.kind !== 'ConfigMap') return false;
  const parts = [manifest.data, manifest.binaryData].flatMap((part) => Object.values(Object(part ?? {})));
  return parts.reduce((sum: number, text) => sum + Buffer.byteLength(String(text)), 0) > LARGE;
}
