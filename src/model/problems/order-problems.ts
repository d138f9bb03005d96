import type { ProblemRow } from './problem-row.ts';

/** Problems RB5xx: order, and ways between clusters. */
export const orderProblems = {
  RB501: { title: 'a cycle', hint: 'remove one of these dependencies' },
  RB502: { title: 'a construct depends on itself', hint: 'remove the dependency' },
  RB503: {
    title: 'a dependency on something outside any application',
    hint: 'depend on an application or on what stands in one',
  },
  RB510: {
    title: 'a value of one of several clusters',
    hint: 'place the producer on one of them, or on the cluster of the consumer too',
  },
  RB511: {
    title: 'a client would refuse the certificate of a server that it reaches through a listener',
    hint: 'give the name in the certificate as the output "serverName", which the client takes beside "host" and "port", let "certificate" of the endpoint say where names are added to it, or place the server where it is reached directly',
  },
  RB512: {
    title: 'a server that no listener can stand for',
    hint: 'give the outputs "host", a name in the cluster, and "port", a number, or place the producer on the cluster of the consumer',
  },
  RB513: {
    title: 'a late value that cannot reach another cluster',
    hint: 'let the provisioner give a key of a Secret, or say that the ConfigMap is at the site: at: "site"',
  },
  RB514: {
    title: 'a producer that no network reaches',
    hint: 'place the producer on the same cluster, or make a Network of both clusters',
  },
  RB515: {
    title: 'a managed server that nothing can connect to from the hub',
    hint: 'let the provisioner name the field of its managed resource that holds the host: secretKey(name, key, { field })',
  },
  RB516: {
    title: 'a hub is needed',
    hint: 'set hub on the cluster that Argo CD runs on, or leave it to each cluster: "cluster", and the transport "store"',
  },
  RB517: {
    title: 'a cluster cannot be behind the hub',
    hint: 'put it into a Network with the hub, with the control plane "hub"',
  },
  RB518: {
    title: 'a store that only one namespace can use',
    hint: 'give the platform a ClusterSecretStore, or the transport "provider-kubernetes"',
  },
  RB519: {
    title: 'a value that the hub cannot carry',
    hint: 'set the control plane of the producer\'s cluster to "hub", or the transport to "store"',
  },
  RB520: {
    title: 'a value for an environment that there is none of',
    hint: 'use the environment of a cluster, or name it in the environments of the platform',
  },
  RB521: {
    title: 'rights that do not reach another cluster',
    hint: 'place both on one cluster, or share the resource: what clusters share has a key, or knows the pods of each of them',
  },
} as const satisfies Record<string, ProblemRow>;
