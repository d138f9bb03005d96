/**
 * Every problem that Roadbed can report. A code is never reused or renumbered.
 * 1xx what a developer typed, 2xx clusters and placement, 3xx needs, 4xx references, 5xx order,
 * 6xx schemas, 7xx ownership and guardrails, 8xx output, 9xx the program and the command line.
 */
export const problemTable = {
  RB101: { title: 'a prop is not valid', hint: 'see the props of this construct in api-docs' },
  RB102: {
    title: 'a name is not a DNS label',
    hint: 'use at most 50 lower-case letters, digits and hyphens, beginning with a letter',
  },
  RB103: {
    title: 'a construct refuses itself',
    hint: 'see what the construct says of itself',
  },
  RB104: {
    title: 'something stands outside any application',
    hint: 'put it in an Application: that is what is delivered',
  },
  RB105: {
    title: 'two applications have one name',
    hint: 'give each application a name of its own: it names what is delivered',
  },
  RB106: { title: 'a patch does not apply', hint: 'change the patch so that it fits what is rendered' },
  RB107: { title: 'a patch matches nothing', hint: 'change its selector, or remove the patch' },
  RB108: { title: 'the platform is not described rightly', hint: 'correct the props of the platform' },
  RB109: {
    title: 'an application that has a source holds constructs too',
    hint: 'put the constructs into an application of their own',
  },
  RB201: {
    title: 'a cluster is not described rightly',
    hint: 'use at most 63 letters, digits, "-", "_" and "."',
  },
  RB202: {
    title: 'two clusters claim one thing',
    hint: 'give each cluster its own',
  },
  RB203: {
    title: 'a rule names a tag or an environment that nothing has',
    hint: 'use a tag that is there',
  },
  RB204: {
    title: 'a rule matches nothing',
    hint: 'change the tags of the rule, or remove it',
  },
  RB205: {
    title: 'a rule chooses by nothing',
    hint: 'name at least one tag',
  },
  RB206: {
    title: 'an application is placed nowhere',
    hint: 'give it a tag that a distribution rule is for, or name its clusters',
  },
  RB207: {
    title: 'the placement of an application is too involved',
    hint: 'use fewer rules, or fewer tags in them, for one application',
  },
  RB208: {
    title: 'the steps of a rollout do not fit the application',
    hint: 'name each environment that the application is in, in one step',
  },
  RB210: {
    title: 'something is for the hub where there is none',
    hint: 'set hub on the cluster that Argo CD runs on',
  },
  RB301: { title: 'a need that nobody provisions', hint: 'give the platform a provisioner for it' },
  RB302: { title: 'two provisioners are equally specific', hint: 'make the criteria of one of them more specific' },
  RB303: {
    title: 'a resource that clusters share has no place, or no way to one of them',
    hint: 'set home on one of these clusters, share it for each cluster, or place the application on one cluster',
  },
  RB304: { title: 'an output that the provisioner does not give', hint: 'use another output, or another provisioner' },
  RB305: {
    title: 'provisioners that need each other',
    hint: 'let one of them make what it needs itself, or add a provisioner that needs nothing',
  },
  RB306: { title: 'a need that its type refuses', hint: 'see the inputs of the type' },
  RB307: {
    title: 'a provisioner that does not keep to its type',
    hint: 'let it give every output of the type, with a value of its kind, and no other',
  },
  RB308: { title: 'a provisioner cannot make what is asked', hint: 'change what is asked, or use another provisioner' },
  RB309: {
    title: 'needs of provisioners that come to no end',
    hint: 'let provisioners that stand on others need less, or give them narrower criteria',
  },
  RB310: {
    title: 'one resource is asked for in two ways',
    hint: 'ask for the same everywhere, or give one of them another id',
  },
  RB311: {
    title: 'a shared resource is out of reach',
    hint: 'share it within one namespace, or leave out the id, so that each has its own',
  },
  RB312: {
    title: 'two resource types have one name',
    hint: 'give one of them another name, or make all of one type',
  },
  RB340: {
    title: 'a cluster lacks a label that a provisioner needs',
    hint: 'give the cluster this label, in its labels or, for a region, its region',
  },
  RB401: {
    title: 'a reference to something outside the platform',
    hint: 'refer to a construct of this platform',
  },
  RB402: {
    title: 'a reference was cut or changed',
    hint: 'use the reference whole: do not slice, upper-case or encode it',
  },
  RB403: {
    title: 'a secret would stand in plain text',
    hint: 'take it in the value of an environment variable, or in a file of the golden path: both become a reference to the Secret',
  },
  RB404: {
    title: 'a reference to something that is not on the cluster',
    hint: 'place both on the same clusters',
  },
  RB405: {
    title: 'a value that is not known at synthesis, where none can be taken',
    hint: 'take it in the value of an environment variable or in a file of the golden path, or take an output that is known; between managed resources use a reference of Crossplane',
  },
  RB406: {
    title: 'a reference to an output that is not worth anything',
    hint: 'use an output that the construct gives',
  },
  RB407: { title: 'a reference gives two members one name', hint: 'give each a name of its own' },
  RB408: {
    title: 'a late value in a field that takes no text',
    hint: 'write the value itself, take an output that is known, or let the program read it from an environment variable',
  },
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
    hint: 'take "host" and "port" apart and tell the client the name in the certificate, or place the server where it is reached directly',
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
  RB701: { title: 'a patch changes what the platform guards', hint: 'leave it as it is, or change it on the platform' },
  RB702: {
    title: 'an owner uses a kind that its policy does not allow',
    hint: 'allow the kind in the policy of the owner, or remove the object',
  },
  RB703: { title: 'an object in a namespace of somebody else', hint: 'put it into the namespace of its application' },
  RB704: { title: 'a namespace of two owners', hint: 'give each owner a namespace of its own' },
  RB705: { title: 'two constructs make the same object', hint: 'give one of them another name' },
  RB706: {
    title: 'an image without tag or digest in production',
    hint: 'name a version, such as ":1.4.2", or better a digest',
  },
  RB707: { title: 'a secret in plain text', hint: 'refer to a Secret that is made elsewhere' },
  RB708: {
    title: 'a host that two clusters claim',
    hint: 'give each its own host by byEnvironment, or name it in the sharedHosts of the platform',
  },
  RB709: { title: 'a host that two routes claim', hint: 'give each its own host or path' },
  RB710: {
    title: 'an owner without a policy',
    hint: 'add the owner to the owners of the platform, or correct the name',
  },
  RB711: { title: 'an object without a usable name', hint: 'give it a name that Kubernetes takes' },
  RB712: { title: 'a name that belongs to an engine', hint: 'use another name' },
  RB713: {
    title: 'pods that their namespace would refuse',
    hint: 'set these in the pods, or the podSecurity of the application',
  },
  RB801: {
    title: 'the output folder is not a folder',
    hint: 'name a folder, or move away the file that stands there',
  },
  RB802: {
    title: 'the output folder cannot be written',
    hint: 'give yourself the right to write there, or name another folder by --out',
  },
  RB803: {
    title: 'the output folder is not safe to replace',
    hint: 'name a folder that is for the output alone, such as dist',
  },
  RB804: {
    title: 'the path of a file leaves the output folder',
    hint: 'use relative paths of names divided by "/"',
  },
  RB805: {
    title: 'two files claim one path',
    hint: 'give each a name of its own that differs in more than case',
  },
  RB806: {
    title: 'the name of a file is too long',
    hint: 'use names of at most 255 bytes: shorten the name of the application or cluster',
  },
  RB807: {
    title: 'a file that Roadbed did not write is in the way',
    hint: 'move it away, overwrite it with --force, or name another folder by --out',
  },
  RB808: {
    title: 'a file that Roadbed wrote was edited',
    hint: 'take the edit into the program and undo it here, or overwrite it with --force',
  },
  RB809: {
    title: 'a link leads out of the output folder',
    hint: 'remove the link',
  },
  RB810: {
    title: 'the disk is full',
    hint: 'make room and run again; the output is as it was before',
  },
  RB811: {
    title: 'another run is writing the output folder',
    hint: 'wait until it has ended, then run again',
  },
  RB812: {
    title: 'the record of written files cannot be read',
    hint: 'restore it from git, or remove it; then files that differ are taken for edited ones',
  },
  RB813: {
    title: 'the output folder changed while it was written',
    hint: 'run again while nothing else changes the folder; the output is as it was before',
  },
  RB820: { title: 'something that holds data would vanish', hint: 'put it back, or accept its removal by name' },
  RB821: { title: 'many Applications would be removed', hint: 'put them back, or accept their removal by name' },
  RB822: {
    title: 'a value that no file can hold',
    hint: 'give plain data: text of whole characters, finite numbers, booleans, lists and objects',
  },
  RB840: {
    title: 'a network is not described rightly',
    hint: 'give it clusters of the same platform',
  },
  RB841: { title: 'a network without a hub', hint: 'name the cluster that all edges can reach as its hub' },
  RB842: {
    title: 'a network with its hub as an edge',
    hint: 'take the hub out of the edges: it is in the network as the hub',
  },
  RB843: { title: 'a cluster is in a network twice', hint: 'name each cluster once, in one network' },
  RB844: { title: 'a network without an edge', hint: 'name the clusters that link to the hub' },
  RB845: {
    title: 'an edge that accepts links',
    hint: 'let it link to the hub alone: take away what lets others in, or make it the hub of the network',
  },
  RB846: {
    title: 'a listener that nothing answers',
    hint: 'make a Connector with the same routing key on a cluster of the network',
  },
  RB847: {
    title: 'two listeners on one port',
    hint: 'give each a host or a port of its own',
  },
  RB850: { title: 'a Score file cannot be read', hint: 'give a file of YAML that parses' },
  RB851: { title: 'a Score file is not valid', hint: 'see the Score specification, version v1b1' },
  RB852: {
    title: 'a Score file takes something that is not there',
    hint: 'name a resource of the file and one of its outputs, or write "$$" for a dollar sign',
  },
  RB853: {
    title: 'a Score resource that no golden path makes',
    hint: 'use a type that Roadbed knows, or write the application in TypeScript',
  },
  RB854: {
    title: 'a Score file says something that Roadbed cannot do',
    hint: 'change the file, or write the workload in TypeScript',
  },
  RB860: {
    title: 'the contract cannot be read',
    hint: 'take it anew from the platform, which writes it by roadbed contract',
  },
  RB861: {
    title: 'the contract was written by a newer Roadbed',
    hint: 'install that version of roadbed, or a newer one',
  },
  RB862: {
    title: 'an application that the contract does not know',
    hint: 'ask the platform team for an Application whose source is this program, and take the new contract',
  },
  RB863: {
    title: 'an application that differs from its contract',
    hint: 'say what the contract says, or ask the platform team to change it',
  },
  RB864: {
    title: "the program of a team makes what is the platform's",
    hint: "ask the platform team to name these kinds in the owner's controlKinds, or to make it in their program and export its values",
  },
  RB865: {
    title: 'the provisioners differ from those of the contract',
    hint: 'install the packages of provisioners and the version of Roadbed that the platform has',
  },
  RB866: {
    title: "a policy leaves to an owner's program what it cannot limit",
    hint: 'name the kinds of managed resources that it needs, each as Kind.group',
  },
  RB867: {
    title: 'a value that the contract does not export',
    hint: 'ask the team that has it for an Export, and take the new contract',
  },
  RB868: {
    title: 'a value that is not what the contract says',
    hint: 'take it as what it is, or ask the team that has it to export another one',
  },
  RB869: {
    title: 'a value that is exported to other applications',
    hint: 'ask the team that has it to name this application in the Export, and take the new contract',
  },
  RB870: {
    title: 'a value that cannot be exported',
    hint: 'export outputs of golden paths of this program, to applications that another one makes',
  },
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
  RB970: {
    title: 'a component that the catalogue does not have',
    hint: 'add the component to the catalogue, or correct its name',
  },
  RB971: {
    title: 'a kind that an application requires is missing on its clusters',
    hint: 'let a component bring it there, or name it in the provides of the clusters',
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
} as const satisfies Record<string, { readonly title: string; readonly hint: string }>;

/** Code of a problem, `RB` and three digits. */
export type ProblemCode = keyof typeof problemTable;
