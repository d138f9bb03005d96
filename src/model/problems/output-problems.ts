import type { ProblemRow } from './problem-row.ts';

/** Problems RB8xx: output, and what is read into it. */
export const outputProblems = {
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
  RB848: {
    title: 'what an edge begins with comes by what no bootstrap can hold',
    hint: 'bring it by a Helm chart; or install it on the edge before it joins, and name the kind in the provides of the cluster',
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
  RB855: {
    title: 'a type of Score resources that fits no golden path',
    hint: 'give a golden path, and members of it that are outputs',
  },
  RB856: {
    title: 'two workloads that would be one Score file',
    hint: 'export one application at a time, each to a folder of its own',
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
    title: 'a value that is exported to others',
    hint: 'ask the team that has it to name this application, or the service account of these pods, in the Export, and take the new contract',
  },
  RB870: {
    title: 'a value that cannot be exported',
    hint: 'export outputs of golden paths of this program, to applications that another one makes',
  },
  RB871: {
    title: 'an export that several contracts have',
    hint: 'ask one of the teams to give its Export another name',
  },
} as const satisfies Record<string, ProblemRow>;
