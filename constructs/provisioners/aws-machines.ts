import { machine } from './machine.ts';

/** Machines of RDS, by their memory. */
export const rdsMachines = [
  machine('db.t4g.small', 2),
  machine('db.t4g.medium', 4),
  machine('db.m7g.large', 8),
  machine('db.r7g.large', 16),
  machine('db.r7g.xlarge', 32),
  machine('db.r7g.2xlarge', 64),
  machine('db.r7g.4xlarge', 128),
  machine('db.r7g.8xlarge', 256),
];

/** Nodes of ElastiCache by what they hold: their memory less the quarter that is set aside, rounded down. */
export const elasticacheMachines = [
  machine('cache.t4g.micro', 0.375),
  machine('cache.t4g.small', 1),
  machine('cache.t4g.medium', 2.25),
  machine('cache.m7g.large', 4.75),
  machine('cache.r7g.large', 9.75),
  machine('cache.r7g.xlarge', 19.5),
  machine('cache.r7g.2xlarge', 39.5),
  machine('cache.r7g.4xlarge', 79),
];
