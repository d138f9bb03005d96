import { Application, Cluster, DistributionRule, Duration, Network, Platform, WebService } from 'roadbed';
import { Alerts, Dashboards } from 'roadbed/observability';

const platform = new Platform({ repository: { url: 'https://github.com/acme/kaops', path: 'dist' } });

// One hub, and an edge on each of three clouds, which the hub makes.
const hub = Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
const ireland = Cluster.eks(platform, 'ireland', {
  environment: 'prod',
  region: 'eu-west-1',
  tags: ['edge', 'metrics'],
  nodes: { main: { count: 3, instanceTypes: ['m7i.xlarge'] } },
});
const iowa = Cluster.gke(platform, 'iowa', {
  environment: 'prod',
  project: 'acme-edge',
  region: 'us-central1',
  tags: ['edge', 'metrics'],
});
const virginia = Cluster.aks(platform, 'virginia', {
  environment: 'prod',
  region: 'eastus',
  tags: ['edge', 'splunk', 'virtual-machines'],
});

// A team's own Terraform repository, applied as it is.
Cluster.terraform(platform, 'factory', {
  environment: 'prod',
  repository: 'https://github.com/acme/factory-infrastructure',
  path: 'clusters/factory',
  revision: 'v2.3.0',
  variables: { node_count: '3' },
  outputs: { server: 'endpoint', certificateAuthority: 'ca_certificate', token: 'argocd_token' },
});

// The network, and on its clusters the whole platform: Splunk where an edge asks for it, in the stead of Prometheus.
new Network(platform, 'van', {
  hub,
  edges: [ireland, iowa, virginia],
  host: 'van.acme.example',
  components: {
    edges: ['edge'],
    argoCd: { shards: 2, host: 'argocd.acme.example' },
    // Its providers follow from the clusters above.
    crossplane: { on: 'hub', gcpProject: 'acme-edge' },
    kubePrometheusStack: { retentionDays: 30 },
    grafana: { host: 'grafana.acme.example' },
    k8sgpt: { backend: 'openai' },
    splunkOtelCollector: {
      edges: ['splunk'],
      endpoint: 'https://http-inputs-acme.splunkcloud.com/services/collector',
    },
  },
});

const observability = { owner: 'platform', namespace: 'dashboards' };
new Dashboards(new Application(platform, 'dashboards', { ...observability, onHub: true }), 'dashboards', {});
const alerts = new Application(platform, 'alerts', { ...observability, onHub: true, tags: ['alerts'] });
new Alerts(alerts, 'alerts', { grafana: 'https://grafana.acme.example' });
new DistributionRule(platform, 'alerts-to-prometheus', { applications: ['alerts'], clusters: ['metrics'] });

// KubeVirt, as its project publishes it, from a folder in git.
new Application(platform, 'kubevirt', {
  owner: 'platform',
  tags: ['kubevirt'],
  podSecurity: 'privileged',
  provides: ['KubeVirt.kubevirt.io', 'VirtualMachine.kubevirt.io', 'VirtualMachineInstance.kubevirt.io'],
  source: { git: { url: 'https://github.com/acme/kaops', path: 'vendor/kubevirt', revision: 'main' } },
});
new DistributionRule(platform, 'kubevirt-to-machines', { applications: ['kubevirt'], clusters: ['virtual-machines'] });

const shop = new Application(platform, 'shop', { owner: 'team-shop', tags: ['shop'] });
new WebService(shop, 'api', {
  image: 'ghcr.io/acme/api:1.4.2',
  port: 8080,
  metrics: true,
  slo: { availability: 99.9, latency: { within: Duration.millis(300) } },
});
new DistributionRule(platform, 'shop-to-edges', { applications: ['shop'], clusters: ['metrics'] });

platform.synth();
