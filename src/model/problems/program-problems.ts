import type { ProblemRow } from './problem-row.ts';

/** Problems RB9xx: the program and the command line. */
export const programProblems = {
  RB901: { title: 'the program does not compile', hint: 'correct the program at this line' },
  RB902: { title: 'the program fails', hint: 'correct the program at this line' },
  RB903: { title: 'the program never synthesises', hint: 'end the program with platform.synth()' },
  RB904: {
    title: 'the program cannot be read',
    hint: 'name a file in TypeScript or JavaScript by --app, or in the app of cdk8s.yaml',
  },
  RB905: {
    title: 'cdk8s.yaml names no program',
    hint: 'name the program by --app, or in a command like "npx tsx main.ts"',
  },
  RB906: {
    title: 'the program synthesises more than once',
    hint: 'make one platform in a program, and call its synth() once, at the end',
  },
  RB907: { title: 'an environment that no cluster has', hint: 'name an environment of the platform' },
  RB908: { title: 'the output is not up to date', hint: 'run roadbed synth, and commit what it writes' },
  RB909: { title: 'a file is in the way of a new platform', hint: 'name another folder, or move the file away' },
  RB910: {
    title: 'a file of manifests cannot be read',
    hint: 'name a file or folder of YAML or JSON that can be read',
  },
  RB911: { title: 'the program breaks the types of what it uses', hint: 'correct the program at this line' },
  RB930: {
    title: 'a word that names nothing in the platform',
    hint: 'give the path of a construct, an object as Kind/name, an application, a cluster or a rule',
  },
  RB931: { title: 'a word that names several things', hint: 'say which one by its whole path' },
  RB932: {
    title: 'a revision cannot be read from git',
    hint: 'name a commit, branch or tag of the repository that holds the output folder',
  },
  RB933: { title: 'there is no output to compare with', hint: 'run roadbed synth once, or name another by --against' },
  RB934: {
    title: 'a file of the former output cannot be read',
    hint: 'write the output again with roadbed synth',
  },
  RB935: {
    title: 'a drawing cannot be written',
    hint: 'name a file in a folder that is there and that you may write to',
  },
  RB940: {
    title: 'a certificate cannot be read',
    hint: 'give the certificate of the controller in PEM: kubectl get --raw /api/v1/namespaces/sealed-secrets/services/http:sealed-secrets-controller:http/proxy/v1/cert.pem',
  },
  RB941: {
    title: 'a certificate is not valid now',
    hint: 'fetch the certificate that the controller has now; where that is this one, check the clock of this machine',
  },
  RB942: {
    title: 'a certificate has no key to seal by',
    hint: 'give the certificate of the controller, which has an RSA key of 2048 bits or more',
  },
  RB943: {
    title: 'a certificate is not the one that the file was sealed for',
    hint: 'give the certificate of the cluster that the file belongs to; where its key was renewed, say so by --renewed',
  },
  RB944: {
    title: 'what is to be sealed cannot be read',
    hint: 'give a Secret as YAML or JSON, or one value by --key or --from-file',
  },
  RB945: {
    title: 'a key or value that no Secret can hold',
    hint: 'use keys of at most 253 letters, digits, "-", "_" and ".", and at most 1 MiB in all',
  },
  RB946: {
    title: 'a secret does not say where it belongs',
    hint: 'give --name and --namespace, as far as the scope binds to them',
  },
  RB947: {
    title: 'a sealed file cannot be read',
    hint: 'make it with roadbed seal; a path is looked up beside the program, then in the current folder',
  },
  RB948: {
    title: 'a secret is sealed for another place',
    hint: 'seal it again for this name and namespace: only there does it open',
  },
  RB949: {
    title: 'a secret is sealed for another cluster',
    hint: 'seal it for the certificate of this cluster too, and name both files',
  },
  RB950: {
    title: 'a file cannot be sealed into',
    hint: 'name a file that is not there yet, or one that roadbed seal or kubeseal made',
  },
  RB951: {
    title: 'a store of secrets that is in another namespace',
    hint: 'make a store in this namespace, or a ClusterSecretStore for both',
  },
  RB952: {
    title: 'the components of a network cannot be there',
    hint: 'let Argo CD run on the hub of the network, or make the components by a ComponentSet',
  },
  RB953: {
    title: 'the Prometheus of a cluster that is no edge of the network',
    hint: 'name edges of the network',
  },
  RB960: {
    title: 'a wave that nothing promotes',
    hint: 'name a wave of the last synthesis',
  },
  RB961: {
    title: 'a revision that the wave before has not had',
    hint: 'promote it to the wave before first; a shallow clone may lack commits (git fetch --unshallow)',
  },
  RB962: {
    title: 'a wave would go back',
    hint: 'say --back if that is meant; a shallow clone may lack commits (git fetch --unshallow)',
  },
  RB963: {
    title: 'git refuses a promotion',
    hint: 'mend what git says against it, and run this again',
  },
  RB970: {
    title: 'a component that the catalogue does not have',
    hint: 'add the component to the catalogue, or correct its name',
  },
  RB971: {
    title: 'a kind that an application requires is missing on its clusters',
    hint: 'let a component bring it there, or name it in the provides of the clusters',
  },
  RB972: {
    title: 'a component is not where something needs it',
    hint: 'let the component be there, or name a kind of it in the provides of the cluster that has it by other hands',
  },
  RB990: {
    title: 'a cluster that is not joined by hand',
    hint: 'name a cluster of the last synthesis that joins through a network, or the hub',
  },
  RB991: {
    title: 'a context is of another cluster than it is said to be',
    hint: 'name the contexts of the two clusters: kubectl config get-contexts lists them',
  },
  RB992: {
    title: 'a cluster does not answer',
    hint: 'see whether kubectl reaches it by this context from here',
  },
  RB993: {
    title: 'rights are missing on a cluster',
    hint: 'sign in as who may do this, or ask for the rights',
  },
  RB994: {
    title: 'a step of joining did not come in time',
    hint: 'mend what it waits for, and run this again',
  },
  RB995: {
    title: 'a cluster refuses what joining applies',
    hint: 'mend what the cluster says against it, and run this again',
  },
  RB996: {
    title: 'a program that joining needs is not there, or fails',
    hint: 'install kubectl and helm, and run this again',
  },
} as const satisfies Record<string, ProblemRow>;
