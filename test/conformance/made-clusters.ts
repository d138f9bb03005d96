import { Cluster, Duration, Platform, Size } from 'roadbed';

/** A platform whose hub makes a cluster of each kind, with the required props and with all of them. */
export function madeClusters(): Platform {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
  Cluster.eks(platform, 'eks-least', { environment: 'prod', region: 'eu-west-1' });
  Cluster.eks(platform, 'eks-most', {
    environment: 'dev',
    tags: ['edge'],
    region: 'eu-west-1',
    version: '1.34',
    zones: ['eu-west-1c', 'eu-west-1b', 'eu-west-1a'],
    range: '10.1.0.0/18',
    nat: 'one',
    nodes: {
      main: { count: 2, instanceTypes: ['m7g.large'], arm: true },
      spot: {
        min: 0,
        max: 9,
        spot: true,
        labels: { spot: 'yes' },
        taints: [{ key: 'spot', value: 'yes', effect: 'PreferNoSchedule' }],
      },
    },
    karpenter: {
      account: '123456789012',
      pools: {
        general: {},
        batch: {
          families: ['m7i', 'm7g'],
          architectures: ['amd64', 'arm64'],
          capacity: ['spot', 'on-demand'],
          maxCpus: 500,
          maxMemory: Size.gibibytes(2000),
          consolidation: 'empty',
          consolidateAfter: Duration.seconds(90),
          budget: '2',
          expireAfter: Duration.days(7),
          weight: 10,
          image: 'bottlerocket@v1.45.0',
          labels: { batch: 'yes' },
          taints: [{ key: 'batch', effect: 'NoSchedule' }],
        },
      },
    },
    publicAccess: ['203.0.113.0/24'],
    encryptionKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    argocdRoleArn: 'arn:aws:iam::123456789012:role/argocd',
    logs: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
    addons: { coredns: 'v1.13.2-eksbuild.3' },
    protect: false,
    providerConfig: 'acme',
  });
  Cluster.gke(platform, 'gke-least', { environment: 'prod', project: 'acme-prod', region: 'europe-west1' });
  Cluster.gke(platform, 'gke-most', {
    environment: 'prod',
    project: 'acme-prod',
    region: 'europe-west1',
    channel: 'STABLE',
    version: '1.34',
    nodes: {
      main: { count: 2, machineType: 'n2-standard-8' },
      spot: { min: 0, max: 3, spot: true, labels: { spot: 'yes' }, taints: [{ key: 'spot', effect: 'NoExecute' }] },
    },
    privateNodes: true,
    publicAccess: ['203.0.113.0/24'],
    encryptionKey: 'projects/acme/locations/europe-west1/keyRings/gke/cryptoKeys/etcd',
    serviceAccount: 'nodes@acme-prod.iam.gserviceaccount.com',
    protect: false,
  });
  Cluster.aks(platform, 'aks-least', { environment: 'prod', region: 'westeurope' });
  Cluster.aks(platform, 'aks-most', {
    environment: 'prod',
    region: 'westeurope',
    version: '1.34',
    system: { min: 2, max: 4, labels: { pool: 'system' } },
    nodes: {
      main: { count: 2, vmSize: 'Standard_D8s_v5', taints: [{ key: 'main', effect: 'NoSchedule' }] },
      spot: { min: 0, max: 3, spot: true, labels: { spot: 'yes' } },
    },
    zones: ['1'],
    publicAccess: ['203.0.113.0/24'],
    encryptionKeyId: 'https://acme.vault.azure.net/keys/etcd/0123456789abcdef',
    tier: 'Premium',
    protect: false,
  });
  Cluster.capi(platform, 'capi-least', { environment: 'prod', class: 'metal', version: 'v1.34.2' });
  Cluster.capi(platform, 'capi-most', {
    environment: 'prod',
    class: 'vsphere',
    classNamespace: 'classes',
    version: 'v1.34.2',
    controlPlane: 5,
    nodes: {
      main: { class: 'worker', count: 3, taints: [{ key: 'a', effect: 'NoSchedule' }] },
      more: { class: 'worker', min: 1, max: 3, labels: { 'node.cluster.x-k8s.io/pool': 'more' } },
    },
    variables: { datacenter: '"hall-2"', disks: '[1,2]', count: '3' },
    protect: false,
  });
  Cluster.terraform(platform, 'terraform-least', {
    environment: 'prod',
    repository: 'https://github.com/acme/infrastructure',
    revision: 'v1.0.0',
  });
  Cluster.terraform(platform, 'terraform-most', {
    environment: 'prod',
    cloud: 'aws',
    region: 'eu-west-1',
    repository: 'ssh://git@github.com/acme/infrastructure.git',
    path: 'clusters/eu',
    revision: 'release/4',
    variables: { nodes: '3', zones: '["a","b"]' },
    secretVariables: [{ secret: 'tfvars', key: 'terraform.tfvars' }],
    secretEnvironment: { AWS_PROFILE: { secret: 'aws', key: 'profile' } },
    credentials: { '.git-credentials': { secret: 'git', key: 'credentials' } },
    backend: { type: 's3', settings: { bucket: 'acme-state', key: 'clusters/eu' } },
    outputs: { server: 'endpoint', certificateAuthority: 'ca' },
    eksCluster: 'eu',
    protect: false,
    providerConfig: 'acme',
  });
  return platform;
}
