/**
 * What is in git is what runs: drift is reverted, and a sync that fails is tried again for as long as it takes. What git no longer has is
 * pruned, unless Argo CD would cut itself off by that.
 */
export function syncPolicy(prune: boolean): Record<string, unknown> {
  return {
    automated: { prune, selfHeal: true },
    retry: { limit: -1, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
  };
}
