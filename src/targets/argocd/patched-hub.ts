import { applyPatches, IDENTITY } from '../../model/apply-patches.ts';
import type { Manifest, Patch } from '../../model/manifest.ts';
import { type Problem, problem } from '../../model/problem.ts';
import { show } from '../../model/props.ts';
import type { EmittedFile } from '../shared/target.ts';

/** What makes an Application the one it is, what chooses its clusters, what keeps owners apart, and what outlives a deletion. */
const GUARDED: ReadonlySet<string> = new Set([
  ...IDENTITY,
  'spec.goTemplate',
  'spec.goTemplateOptions',
  'spec.generators',
  'spec.syncPolicy.preserveResourcesOnDeletion',
  'spec.template.metadata.name',
  'spec.template.spec.project',
  'spec.template.spec.destination',
  'spec.template.spec.source',
  'spec.template.spec.sources',
]);

/** A file of the hub. */
export interface HubFile extends EmittedFile {
  readonly documents: readonly Manifest[];
}

/** The files of the hub with the patches of the target applied. */
export function patchedHub(
  files: Iterable<HubFile>,
  patches: readonly Patch[],
): { readonly files: Iterable<EmittedFile>; readonly problems: readonly Problem[] } {
  if (patches.length === 0) return { files, problems: [] };
  const problems: Problem[] = [];
  const used = new Set<Patch>();
  const patched = [...files].map((file) => {
    const results = file.documents.map((document) => applyPatches(document, patches, used, GUARDED));
    problems.push(...results.flatMap((result) => result.problems));
    if (results.every(({ by }) => by.length === 0)) return file;
    const comment = [...file.comment, 'Changed by a patch of the platform.'];
    return { ...file, comment, documents: results.map(({ object }) => object) };
  });
  for (const patch of patches.filter((one) => !used.has(one))) {
    problems.push(
      problem('RB107', {
        path: patch.by,
        found: `nothing that Argo CD reads matches the patch ${show(patch.selector)}`,
      }),
    );
  }
  return { files: patched, problems };
}
