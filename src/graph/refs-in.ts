import { type Ref, splitMarkers } from '../model/ref.ts';
import type { RenderedManifest } from './graph.ts';
import { textAt } from './plain.ts';

/** The references that stand in a manifest, in values and in keys. */
export function refsIn(manifest: RenderedManifest, markers: ReadonlyMap<string, Ref>): readonly Ref[] {
  return manifest.markers.flatMap((place) => {
    const texts = [textAt(manifest.object, place), ...place.filter((key) => typeof key === 'string').slice(-1)];
    return texts.flatMap((text) =>
      splitMarkers(text).flatMap((part, index) => (index % 2 === 1 ? (markers.get(part) ?? []) : [])),
    );
  });
}
