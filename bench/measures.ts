/** Something that runs in a process of its own. */
export interface Run {
  readonly name: string;
  /** Arguments of Node.js. A workload, `*-workload.js`, times itself; everything else is timed from start to end. */
  readonly command: readonly string[];
  /** How often it runs in a round: what is short is run more often, and the shortest counts. */
  readonly times?: number;
}

/** One row of the table: a run of Roadbed against another run, or against a limit. */
export interface Measure {
  readonly name: string;
  readonly title: string;
  readonly roadbed: Run;
  readonly peer: Run | { readonly limit: number };
  readonly of: 'milliseconds' | 'cpuMilliseconds' | 'megabytes';
  /** The largest ratio that is acceptable. */
  readonly required: number;
  /** The ratio that is wished for. */
  readonly aim?: number;
}

const workload = (program: string, ...args: readonly string[]): Run => ({
  name: [program, ...args].join(' '),
  command: [`${program}-workload.js`, ...args],
});

const services = {
  one: workload('roadbed', 'one', '10000'),
  oneSmall: workload('roadbed', 'one', '1000'),
  many: workload('roadbed', 'many', '10000'),
  manySmall: workload('roadbed', 'many', '1000'),
  chain: workload('roadbed', 'chain', '10000'),
};
const matching = {
  all: workload('match', '100000'),
  half: workload('match', '50000'),
  small: workload('match', '10000'),
};
const fleet = { large: workload('fleet', '10000'), small: workload('fleet', '100') };
const cdk8s = { one: workload('cdk8s', 'one', '10000'), manySmall: workload('cdk8s', 'many', '1000') };
const node: Run = { name: 'node -e 0', command: ['-e', '0'], times: 5 };
const cli = '{package}/lib/src/cli/main.js';
const acme = ['synth', '--app', '{package}/examples/acme/main.ts', '--out', '{folder}/acme'];

/** Everything that is measured, with the limits of the issue that asked for it. */
export const measures: readonly Measure[] = [
  {
    name: 'one',
    title: '60,000 objects in one chart, against cdk8s',
    roadbed: services.one,
    peer: cdk8s.one,
    of: 'milliseconds',
    required: 0.25,
    aim: 0.15,
  },
  {
    name: 'memory',
    title: 'peak memory at 60,000 objects, against cdk8s',
    roadbed: services.one,
    peer: cdk8s.one,
    of: 'megabytes',
    required: 0.5,
  },
  {
    name: 'many',
    title: '6,000 objects in 1,000 charts, against cdk8s',
    roadbed: services.manySmall,
    peer: cdk8s.manySmall,
    of: 'milliseconds',
    required: 0.12,
    aim: 0.08,
  },
  {
    name: 'growth',
    title: '60,000 objects against 6,000, one application',
    roadbed: services.one,
    peer: services.oneSmall,
    of: 'milliseconds',
    required: 12,
  },
  {
    name: 'growth-many',
    title: '60,000 objects against 6,000, applications of six',
    roadbed: services.many,
    peer: services.manySmall,
    of: 'milliseconds',
    required: 12,
  },
  {
    name: 'chain',
    title: '10,000 applications in a chain, against none',
    roadbed: services.chain,
    peer: services.many,
    of: 'milliseconds',
    required: 1.3,
  },
  {
    name: 'edges',
    title: '1 million edges over 100,000 constructs, in 1 s',
    roadbed: workload('edges'),
    peer: { limit: 1000 },
    of: 'milliseconds',
    required: 1,
  },
  {
    name: 'match',
    title: '100,000 needs with 1,000 provisioners, in 2 s',
    roadbed: matching.all,
    peer: { limit: 2000 },
    of: 'milliseconds',
    required: 1,
  },
  {
    name: 'match-half',
    title: '100,000 needs against 50,000',
    roadbed: matching.all,
    peer: matching.half,
    of: 'milliseconds',
    required: 2.4,
  },
  {
    name: 'match-tenth',
    title: '100,000 needs against 10,000',
    roadbed: matching.all,
    peer: matching.small,
    of: 'milliseconds',
    required: 12,
  },
  {
    name: 'fleet',
    title: '10,000 clusters against 100, 200 applications',
    roadbed: fleet.large,
    peer: fleet.small,
    of: 'milliseconds',
    required: 1.5,
  },
  {
    name: 'fleet-cpu',
    title: 'the same, in time of processors',
    roadbed: fleet.large,
    peer: fleet.small,
    of: 'cpuMilliseconds',
    required: 1.5,
  },
  {
    name: 'emitter',
    title: 'the emitter alone, against JSON',
    roadbed: workload('emitter', 'yaml', '10000'),
    peer: workload('emitter', 'json', '10000'),
    of: 'milliseconds',
    required: 3,
    aim: 2,
  },
  {
    name: 'version',
    title: 'roadbed --version, against node -e 0',
    roadbed: { name: 'roadbed --version', command: [cli, '--version'], times: 5 },
    peer: node,
    of: 'milliseconds',
    required: 1.3,
  },
  {
    name: 'acme',
    title: 'roadbed synth of examples/acme, against node -e 0',
    roadbed: { name: 'roadbed synth', command: [cli, ...acme], times: 5 },
    peer: node,
    of: 'milliseconds',
    required: 3.5,
    aim: 2.5,
  },
];
