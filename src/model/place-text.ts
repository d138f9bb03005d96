const plainKey = /^[A-Za-z_$][\w$-]*$/;

/** A path of keys and indexes as Kubernetes writes it: `spec.containers[0].image`, `metadata.labels["a/b"]`. */
export function placeText(segments: readonly PropertyKey[]): string {
  let text = '';
  for (const segment of segments) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (plainKey.test(String(segment))) text += text === '' ? String(segment) : `.${String(segment)}`;
    else text += `[${JSON.stringify(String(segment))}]`;
  }
  return text;
}
