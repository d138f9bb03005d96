import type { ProblemRow } from './problem-row.ts';

/** Problems RB6xx: schemas, and what an engine cannot take. */
export const schemaProblems = {
  RB601: {
    title: 'an object does not pass the schema of its kind',
    hint: 'change the value to what the schema allows',
  },
  RB602: { title: 'an object has a field that its schema does not know', hint: 'remove the field' },
  RB603: { title: 'an object breaks a validation rule of its kind', hint: 'change the object so that the rule holds' },
  RB610: { title: 'a file of the schemas folder cannot be read', hint: 'add it again with roadbed schemas add' },
  RB611: {
    title: 'a schema differs from what the lock holds',
    hint: 'restore the file, or add it again with roadbed schemas add after a review of the change',
  },
  RB612: {
    title: 'a schema is not in the lock',
    hint: 'add it with roadbed schemas add, which writes schemas.lock.json',
  },
  RB613: { title: 'the lock of the schemas is not valid', hint: 'restore schemas.lock.json, or add the schemas again' },
  RB614: {
    title: 'a source of schemas cannot be read',
    hint: 'give a file, a folder or an https URL that can be read',
  },
  RB615: {
    title: 'a source holds no schema',
    hint: 'give CustomResourceDefinitions (v1), an OpenAPI document of Kubernetes, or JSON schemas of kinds',
  },
  RB616: { title: 'a source of schemas is not well formed', hint: 'give YAML or JSON that parses, at most 64 MiB' },
  RB617: { title: 'a schema cannot be used', hint: 'correct the schema at its source' },
  RB618: {
    title: 'the schemas of a cluster cannot be read',
    hint: 'check that kubectl is installed and that the context may read /openapi/v3',
  },
  RB630: {
    title: 'the lock cannot be read',
    hint: 'restore roadbed.lock from git, and run roadbed synth again',
  },
  RB631: {
    title: 'the lock holds a merge conflict',
    hint: 'take the side of the branch that is merged into, and run roadbed synth again',
  },
  RB632: {
    title: 'the lock was written by a newer Roadbed',
    hint: 'install that version of roadbed, or a newer one',
  },
  RB633: {
    title: 'something that holds data would be made again',
    hint: 'keep it as it was, or accept by its path that it goes',
  },
  RB634: {
    title: 'a move that does not fit the program',
    hint: 'give the path that it was made with, and the one that it has now, both in one application',
  },
  RB635: {
    title: 'the lock cannot be written',
    hint: 'give yourself the right to write there, or name another file by --lock',
  },
  RB650: {
    title: 'resources that Pulumi could never make',
    hint: 'remove a dependency, or put what is needed first into a construct of its own',
  },
  RB651: {
    title: 'a resource of Pulumi is not described rightly',
    hint: 'make it by pulumiResource(), with a type token such as "aws:s3/bucket:Bucket"',
  },
  RB652: {
    title: 'a value that no resource of Pulumi gives',
    hint: 'take it of a resource that the same construct makes, by pulumiOutput()',
  },
  RB653: {
    title: 'a resource that only Pulumi makes',
    hint: "deploy the platform by roadbed/pulumi, give it delivery: 'mixed', or choose another provisioner",
  },
  RB654: {
    title: 'data that Pulumi YAML would take for a function',
    hint: 'deploy the platform by a program that calls deploy(), or write the data otherwise',
  },
  RB655: {
    title: 'a source that Pulumi cannot render',
    hint: 'name it as kustomize where the folder has a kustomization.yaml, give a Helm chart, or let Argo CD deliver the application (delivery: mixed)',
  },
  RB656: {
    title: 'a cluster that Pulumi makes and nobody registers',
    hint: "declare the cluster that Argo CD runs on: Cluster.existing(platform, 'hub', { hub: true, ... })",
  },
  RB657: {
    title: 'a cluster that does not say how Argo CD reaches it',
    hint: 'let its maker give the cluster values "server" and "argocdConfig"',
  },
  RB658: {
    title: "infrastructure of Pulumi's at another control plane",
    hint: 'leave controlPlane and infrastructure at "cluster" where provisioners of Pulumi are chosen: Pulumi makes it by itself',
  },
  RB659: {
    title: 'a cluster without a store of secrets for what Pulumi hands over',
    hint: "give the cluster its cloud and its place there: the region, at Google Cloud the label gcp.roadbed.dev/project too, at Azure azure.roadbed.dev/subscription; or choose handover: 'secret'",
  },
  RB660: {
    title: 'an order of clusters that Pulumi does not keep',
    hint: "leave it out and deploy one environment after the other, each from the revision that it is to have; or let Argo CD deliver (delivery: 'mixed')",
  },
} as const satisfies Record<string, ProblemRow>;
