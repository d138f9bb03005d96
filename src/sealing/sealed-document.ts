import { SEALING_LABEL } from '../model/labels.ts';
import type { Manifest } from '../model/manifest.ts';
import { scopeAnnotations } from './scope.ts';
import type { Sealed } from './seal.ts';

/** The SealedSecret that stands in git. */
export function sealedManifest({ scope, name, namespace, values, template, certificates }: Sealed): Manifest {
  const place = { name, namespace: namespace === '' ? undefined : namespace };
  const annotations = { ...template.annotations, ...scopeAnnotations(scope) };
  return {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: { ...place, annotations: { ...scopeAnnotations(scope), [SEALING_LABEL]: certificates.join('.') } },
    spec: {
      encryptedData: values,
      template: {
        metadata: { ...place, labels: filled(template.labels), annotations: filled(annotations) },
        type: template.type,
        immutable: template.immutable,
      },
    },
  };
}

/**
 * The text of a sealed file with further values: what was sealed before stays as it is, letter by letter, and so do comments.
 * @param text YAML or JSON of one SealedSecret
 */
export function mergedText(text: string, { values, template, certificates }: Sealed): string {
  const { parseDocument }: typeof import('yaml') = require('yaml');
  const document = parseDocument(text, { logLevel: 'error' });
  const set = (path: readonly string[], members: Readonly<Record<string, unknown>>) => {
    for (const [key, value] of Object.entries(members)) {
      if (value === undefined) continue;
      // A member that is written as null has no members to add to.
      const empty = path.map((_, i) => path.slice(0, i + 1)).find((part) => document.getIn(part) === null);
      if (empty !== undefined) document.deleteIn(empty);
      document.setIn([...path, key], value);
    }
  };
  set(['metadata', 'annotations'], { [SEALING_LABEL]: certificates.join('.') });
  set(['spec', 'encryptedData'], values);
  set(['spec', 'template', 'metadata', 'labels'], template.labels);
  set(['spec', 'template', 'metadata', 'annotations'], template.annotations);
  set(['spec', 'template'], { type: template.type, immutable: template.immutable });
  if (/^\s*\{/.test(text)) return `${JSON.stringify(document.toJS(), undefined, 2)}\n`;
  return document.toString({ lineWidth: 0 });
}

function filled(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  return Object.keys(texts).length === 0 ? undefined : texts;
}
