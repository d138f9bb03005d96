import type { Behaviour } from './provider-double.ts';

/** What stands for the providers of AWS and of random values: it fills in what platforms read, and keeps what another names. */
export const awsDouble: Behaviour = {
  refuse(deed, { id, name }, others) {
    const other = others.find(({ inputs }) => JSON.stringify(inputs).includes(`"${id}"`));
    return deed === 'delete' && other !== undefined ? `${name} is still used by ${other.name}` : undefined;
  },
  outputs(type, name) {
    if (type === 'aws:eks/cluster:Cluster') {
      const vpcConfig = { clusterSecurityGroupId: 'sg-nodes' };
      return { endpoint: 'https://eu.eks.example', certificateAuthority: { data: 'CA' }, vpcConfig };
    }
    if (type === 'aws:rds/instance:Instance') return { address: 'orders.rds.example' };
    if (type === 'random:index/randomPassword:RandomPassword') return { result: { secret: PASSWORD } };
    return { arn: `arn-of-${name}` };
  },
};

/** The password that random values come to: it must be found nowhere. */
export const PASSWORD = 'canary-of-the-password';
