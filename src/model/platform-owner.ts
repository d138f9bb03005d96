/** Owner of what the platform makes for all: namespaces, and what stands at control planes. */
export const PLATFORM_OWNER = 'platform';
