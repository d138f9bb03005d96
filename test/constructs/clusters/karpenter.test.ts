import { Duration, Size } from 'cdk8s';
import { EksCluster, type EksClusterProps } from '../../../constructs/clusters/eks.ts';
import { KarpenterPools, type KarpenterPoolsProps } from '../../../constructs/clusters/karpenter-pools.ts';
import { Cluster, type EksProps } from '../../../src/cluster.ts';
import type { Manifest } from '../../../src/model/manifest.ts';
import { member } from '../../../src/model/member.ts';
import { Platform } from '../../../src/platform.ts';
import { programOf } from '../../../src/targets/pulumi/program-of.ts';
import { aCluster, delivered, problemsOf, resolved } from '../../support/platforms.ts';
import { ofKind, problems, render, shop } from '../support.ts';
import { deadLinks } from './links.ts';

const ACCOUNT = '123456789012';

function standing(props: Partial<EksClusterProps> = {}): readonly Manifest[] {
  return render(new EksCluster(shop(), 'eu', { region: 'eu-west-1', karpenter: { account: ACCOUNT }, ...props }));
}

function given(manifests: readonly Manifest[], kind: string, name: string): object {
  const found = manifests.find((one) => one.kind === kind && one.metadata.name === name);
  return Object(member(found?.spec, 'forProvider'));
}

function pools(given: Partial<KarpenterPoolsProps> = {}): KarpenterPools {
  return new KarpenterPools(shop(), 'pools', { cluster: 'eu', ...given });
}

function pool(one: object = {}) {
  const manifests = render(pools(Object({ pools: { one } })));
  return {
    nodePool: Object(ofKind(manifests, 'NodePool')?.spec),
    nodeClass: Object(ofKind(manifests, 'EC2NodeClass')?.spec),
  };
}

/** A platform whose hub makes a cluster with Karpenter. */
function making(props: Partial<EksProps> = {}): Platform {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  aCluster(platform, 'hub', 'prod', { server: 'https://kubernetes.default.svc' });
  const karpenter = { account: ACCOUNT, pools: { batch: { capacity: ['spot' as const] } } };
  Cluster.eks(platform, 'eu', { environment: 'prod', region: 'eu-west-1', karpenter, ...props });
  return platform;
}

describe('what Karpenter stands on in AWS', () => {
  const manifests = standing();
  const statement = (sid: string) => {
    const { policy } = Object(given(manifests, 'RolePolicy', 'eu-karpenter'));
    return JSON.parse(policy).Statement.find((one: { readonly Sid: string }) => one.Sid === sid);
  };

  test('is all linked to something that is made, and comes only where it is asked for', () => {
    expect(deadLinks(manifests)).toEqual([]);
    const without = render(new EksCluster(shop(), 'eu', { region: 'eu-west-1' }));
    expect(JSON.stringify(without)).not.toContain('karpenter');
    const more = manifests.length - without.length;
    // Two roles with three policies of AWS, rights, identity, profile, way in, queue with its policy, four events to it.
    expect(more).toBe(2 + 3 + 1 + 1 + 1 + 1 + 2 + 8);
  });

  test('the controller has a role that its pods take by their identity, and no other pods', () => {
    expect(given(manifests, 'PodIdentityAssociation', 'eu-karpenter')).toMatchObject({
      clusterNameRef: { name: 'eu' },
      namespace: 'karpenter',
      serviceAccount: 'karpenter',
      roleArnRef: { name: 'eu-karpenter' },
    });
    expect(Object(given(manifests, 'Role', 'eu-karpenter')).assumeRolePolicy).toContain('pods.eks.amazonaws.com');
  });

  test('it makes and ends machines of its own cluster alone, and gives them one role', () => {
    const own = { 'aws:ResourceTag/kubernetes.io/cluster/eu': 'owned' };
    expect(statement('EndOwn').Condition.StringEquals).toEqual(own);
    expect(statement('OwnTemplates').Condition.StringEquals).toEqual(own);
    expect(statement('Launch').Condition.StringEquals).toMatchObject({
      'aws:RequestTag/kubernetes.io/cluster/eu': 'owned',
    });
    expect(statement('NodeRole').Resource).toBe(`arn:aws:iam::${ACCOUNT}:role/eu-karpenter-nodes`);
    expect(statement('Interruptions').Resource).toBe(`arn:aws:sqs:eu-west-1:${ACCOUNT}:eu-karpenter`);
    const { policy } = Object(given(manifests, 'RolePolicy', 'eu-karpenter'));
    // AWS takes 10,240 characters.
    expect(policy.length).toBeLessThan(10_240);
    const open = JSON.parse(policy).Statement.filter((one: { readonly Resource: unknown }) => one.Resource === '*');
    const reads = /^(ec2:Describe|pricing:GetProducts$|iam:ListInstanceProfiles$)/;
    for (const { Action } of open) for (const one of [Action].flat()) expect(one).toMatch(reads);
  });

  test('nodes that it makes get into the cluster by a role of their own, which EKS does not make a way for itself', () => {
    expect(given(manifests, 'AccessEntry', 'eu-karpenter-nodes')).toMatchObject({
      principalArnFromRoleRef: { name: 'eu-karpenter-nodes' },
      type: 'EC2_LINUX',
    });
    expect(given(manifests, 'InstanceProfile', 'eu-karpenter-nodes')).toEqual({
      roleRef: { name: 'eu-karpenter-nodes' },
    });
  });

  test('what interrupts nodes comes to its queue, from its own rules alone', () => {
    const rules = manifests.filter(({ kind }) => kind === 'Rule').map(({ metadata }) => metadata.name);
    expect(rules).toEqual(['eu-karpenter-health', 'eu-karpenter-rebalance', 'eu-karpenter-spot', 'eu-karpenter-state']);
    for (const name of rules) {
      expect(given(manifests, 'Target', name)).toMatchObject({
        ruleRef: { name },
        arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:eu-karpenter`,
      });
    }
    const { policy } = Object(given(manifests, 'QueuePolicy', 'eu-karpenter'));
    expect(JSON.parse(policy).Statement[0].Condition).toEqual({
      ArnLike: { 'aws:SourceArn': 'arn:aws:events:eu-west-1:*:rule/eu-karpenter-*' },
    });
  });

  test('private subnets alone bear the tag by which it finds them', () => {
    const tagged = manifests.filter((one) => JSON.stringify(one).includes('karpenter.sh/discovery'));
    expect(tagged.map(({ metadata }) => metadata.name)).toEqual([
      'eu-private-eu-west-1a',
      'eu-private-eu-west-1b',
      'eu-private-eu-west-1c',
    ]);
  });
});

describe('by Pulumi', () => {
  /** A cluster that Pulumi makes, with Karpenter and what it is delivered with. */
  function byPulumi(): Platform {
    const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
    const karpenter = { pools: { batch: { capacity: ['spot' as const] } } };
    Cluster.eksByPulumi(platform, 'eu', { environment: 'prod', region: 'eu-west-1', karpenter });
    return platform;
  }

  test('the same stands in AWS, each part by the outputs of what it refers to, and without the number of an account', () => {
    const { program, problems: wrong } = programOf(resolved(byPulumi()), { environment: 'prod' });
    expect(wrong).toEqual([]);
    const made = program?.resources ?? [];
    const types = made
      .map(({ type }) => type)
      .filter((type) => /cloudwatch|sqs|instanceProfile|rolePolicy:|accessEntry/.test(type));
    const count = (type: string) => types.filter((one) => one === type).length;
    expect([...new Set(types)].sort().map((type) => [type, count(type)])).toEqual([
      ['aws:cloudwatch/eventRule:EventRule', 4],
      ['aws:cloudwatch/eventTarget:EventTarget', 4],
      ['aws:eks/accessEntry:AccessEntry', 1],
      ['aws:iam/instanceProfile:InstanceProfile', 1],
      ['aws:iam/rolePolicy:RolePolicy', 1],
      ['aws:sqs/queue:Queue', 1],
      ['aws:sqs/queuePolicy:QueuePolicy', 1],
    ]);
    expect(JSON.stringify(made)).not.toMatch(/[0-9]{12}/);
  });

  test('its pools find the subnets that bear its tag, and are delivered to the cluster', () => {
    const { program } = programOf(resolved(byPulumi()), { environment: 'prod' });
    const subnets = (program?.resources ?? []).filter(({ type }) => type === 'aws:ec2/subnet:Subnet');
    const tagged = subnets.filter((one) => JSON.stringify(one).includes('karpenter.sh/discovery'));
    expect([subnets.length, tagged.length]).toEqual([6, 3]);
    expect(JSON.stringify(program?.resources)).toContain('EC2NodeClass');
  });
});

describe('a pool', () => {
  test('of Karpenter with nothing said takes new machines on demand, up to a limit, and replaces them with care', () => {
    const { nodePool, nodeClass } = pool();
    expect(nodePool).toEqual({
      limits: { cpu: '100' },
      disruption: {
        consolidationPolicy: 'WhenEmptyOrUnderutilized',
        consolidateAfter: '1m',
        budgets: [{ nodes: '10%' }],
      },
      template: {
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'one' },
          requirements: [
            { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
            { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
            { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] },
            { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm', 'r'] },
            { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gt', values: ['4'] },
          ],
          expireAfter: '720h',
        },
      },
    });
    expect(nodeClass).toEqual({
      instanceProfile: 'eu-karpenter-nodes',
      amiSelectorTerms: [{ alias: 'al2023@latest' }],
      subnetSelectorTerms: [{ tags: { 'karpenter.sh/discovery': 'eu' } }],
      securityGroupSelectorTerms: [{ tags: { 'aws:eks:cluster-name': 'eu' } }],
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeSize: '100Gi', volumeType: 'gp3', encrypted: true, deleteOnTermination: true },
        },
      ],
    });
  });

  test('says its machines, its limits, and when nodes go', () => {
    const { nodePool, nodeClass } = pool({
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
      disk: Size.gibibytes(50),
      labels: { batch: 'yes' },
      taints: [{ key: 'batch', effect: 'NoSchedule' }],
    });
    expect(nodePool).toMatchObject({
      weight: 10,
      limits: { cpu: '500', memory: '2000Gi' },
      disruption: { consolidationPolicy: 'WhenEmpty', consolidateAfter: '1m30s', budgets: [{ nodes: '2' }] },
      template: {
        metadata: { labels: { batch: 'yes' } },
        spec: { taints: [{ key: 'batch', effect: 'NoSchedule' }], expireAfter: '168h' },
      },
    });
    expect(nodePool.template.spec.requirements).toContainEqual({
      key: 'karpenter.k8s.aws/instance-family',
      operator: 'In',
      values: ['m7i', 'm7g'],
    });
    expect(nodeClass.blockDeviceMappings[0]).toMatchObject({ deviceName: '/dev/xvdb', ebs: { volumeSize: '50Gi' } });
  });

  test('refuses what Karpenter cannot do', () => {
    const wrong = (one: object) => problems(pools(Object({ pools: { one } })));
    expect(wrong({ capacity: ['spot'], architectures: ['riscv64'] })).toEqual([
      expect.stringMatching(
        /^RB101 at .*pools\.one\.architectures\[0\]: must be one of "amd64", "arm64", got "riscv64"/,
      ),
    ]);
    expect(wrong({ maxCpus: -5 })).toEqual([
      expect.stringContaining('pools.one.maxCpus: must be at least 1, got "-5"'),
    ]);
    expect(wrong({ maxMemory: Size.mebibytes(1) })).toEqual([expect.stringContaining('pools.one.maxMemory')]);
    expect(wrong({ capacity: ['cheap'] })).toEqual([expect.stringContaining('"on-demand", "spot"')]);
    expect(wrong({ budget: '200%' })).toEqual([expect.stringContaining('pools.one.budget')]);
    expect(wrong({ expireAfter: Duration.minutes(1) })).toEqual([expect.stringContaining('pools.one.expireAfter')]);
    expect(wrong({ image: 'ami-0123' })).toEqual([expect.stringContaining('pools.one.image')]);
    const machines = expect.stringContaining('must have a family for each architecture');
    expect(wrong({ families: ['m7g'] })).toEqual([machines]);
    expect(wrong({ families: ['m7i', 'g6'], architectures: ['arm64'] })).toEqual([machines]);
    expect(wrong({ families: ['x2gd', 'a1', 'g5g'], architectures: ['arm64'] })).toEqual([]);
    expect(wrong({ families: ['g4dn', 'p5', 'u7i-12tb'] })).toEqual([]);
    expect(problems(pools({ pools: {} }))).toEqual([expect.stringContaining('must have at least one pool')]);
  });
});

describe('a cluster with Karpenter', () => {
  test('gets the controller and the pools as applications of its own, the pools after what brings their kinds', () => {
    const graph = resolved(making());
    const controller = delivered(graph, 'cluster-eu-karpenter');
    expect(controller.placements.map(({ cluster }) => cluster.name)).toEqual(['eu']);
    expect(controller.variants[0]?.source).toMatchObject({
      helm: {
        repository: 'oci://public.ecr.aws/karpenter',
        chart: 'karpenter',
        values: {
          replicas: 2,
          settings: { clusterName: 'eu', interruptionQueue: 'eu-karpenter', eksControlPlane: true },
        },
      },
    });
    const own = delivered(graph, 'cluster-eu-pools');
    expect(own.waitsFor.map(({ name }) => name)).toContain('cluster-eu-karpenter');
    expect(own.variants[0]?.objects.map(({ manifest }) => `${manifest.kind}/${manifest.metadata.name}`)).toEqual([
      'EC2NodeClass/batch',
      'NodePool/batch',
      'FlowSchema/karpenter-leader-election',
      'FlowSchema/karpenter-workload',
    ]);
  });

  test('has nodes of its own for the controller', () => {
    const refused = [expect.stringContaining("RB101 at cluster-eu/eu.nodes: Karpenter's controller needs 2 nodes")];
    expect(problemsOf(making({ nodes: {} }))).toEqual(refused);
    expect(problemsOf(making({ nodes: { main: { count: 1 } } }))).toEqual(refused);
    expect(
      problemsOf(making({ nodes: { main: { count: 3, taints: [{ key: 'gpu', effect: 'NoSchedule' }] } } })),
    ).toEqual(refused);
    const system = { count: 2, taints: [{ key: 'CriticalAddonsOnly', effect: 'NoSchedule' as const }] };
    expect(problemsOf(making({ nodes: { system } }))).toEqual([]);
  });

  test('needs the number of its account, and says where a prop of its pools is wrong', () => {
    expect(problemsOf(making({ karpenter: Object({}) }))).toEqual([
      expect.stringContaining('RB101 at cluster-eu/eu.karpenter.account: must be the number of an AWS account'),
    ]);
    expect(problemsOf(making({ karpenter: Object({ account: ACCOUNT, pool: {} }) }))).toEqual([
      expect.stringContaining('RB101 at cluster-eu-pools/pools.pool: there is no prop "pool"; did you mean "pools"?'),
    ]);
  });
});
