/**
 * What the schema of External Secrets, up to 2.8, fills into each reference of an ExternalSecret. They stand in a list, which Argo CD compares
 * as a whole: left out, the live object would differ from the one in git for ever.
 */
export const REMOTE_REF_DEFAULTS = {
  conversionStrategy: 'Default',
  decodingStrategy: 'None',
  metadataPolicy: 'None',
} as const;
