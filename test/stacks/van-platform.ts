import { Cluster, Platform, Van, type VanProps } from 'roadbed';

/** A hub and edges on three clouds and on none, with everything on; one of them sends what it measures to Splunk. */
export function vanPlatform(props: Partial<VanProps> = {}): Platform {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const hub = Cluster.existing(platform, 'operations', {
    environment: 'prod',
    server: 'https://kubernetes.default.svc',
  });
  const factory = Cluster.existing(platform, 'factory', { environment: 'dev', server: 'https://factory.example:6443' });
  const ireland = Cluster.eks(platform, 'ireland', { environment: 'prod', region: 'eu-west-1' });
  const iowa = Cluster.gke(platform, 'iowa', { environment: 'prod', project: 'acme-edge', region: 'us-central1' });
  const virginia = Cluster.aks(platform, 'virginia', { environment: 'prod', region: 'eastus', tags: ['splunk'] });
  const { components, ...others } = props;
  new Van(platform, 'acme', {
    hub,
    edges: [factory, ireland, iowa, virginia],
    domain: 'acme.example',
    components: {
      k8sgpt: { backend: 'openai' },
      splunkOtelCollector: {
        edges: ['splunk'],
        endpoint: 'https://http-inputs-acme.splunkcloud.com/services/collector',
      },
      ...components,
    },
    ...others,
  });
  return platform;
}
