/** The tag of an image as a label may hold it, or undefined where the image has none. */
export function imageVersion(image: string): string | undefined {
  const [withoutDigest = ''] = image.split('@');
  const colon = withoutDigest.lastIndexOf(':');
  // A colon before the last slash belongs to the registry's port.
  if (colon <= withoutDigest.lastIndexOf('/')) return undefined;
  // A label holds 63 characters and neither begins nor ends with a sign.
  const label = withoutDigest.slice(colon + 1, colon + 64).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return label === '' ? undefined : label;
}
