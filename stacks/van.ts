/** Domain names of a network and of what people open in a browser, and who is responsible for what the platform itself needs. */
export interface VanChoices {
  /** Name by which edges reach the hub. */
  readonly host: string;
  readonly components: {
    readonly argoCd: { readonly host: string };
    readonly grafana: { readonly host: string };
  };
  readonly dashboards: { readonly folder: string };
  /** Alerts lead to their dashboards. */
  readonly alerts: { readonly grafana: string };
  /** Owner and namespace of dashboards and alerts. */
  readonly observability: { readonly owner: string; readonly namespace: string };
}

/**
 * The choices of a hub and its edges with everything on, under one domain: `van.` for the network, `argocd.` and `grafana.` for people.
 * All components are there as they are by themselves.
 */
export function vanChoices(domain: string): VanChoices {
  const grafana = `grafana.${domain}`;
  return {
    host: `van.${domain}`,
    components: { argoCd: { host: `argocd.${domain}` }, grafana: { host: grafana } },
    dashboards: { folder: 'Platform' },
    alerts: { grafana: `https://${grafana}` },
    observability: { owner: 'platform', namespace: 'observability' },
  };
}
