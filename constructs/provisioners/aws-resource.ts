import { AWS_ACCOUNT_LABEL, ENVIRONMENT_LABEL, REGION_LABEL } from '../../src/model/labels.ts';
import type { NeedContext, ProvisionProblem } from '../../src/model/need.ts';
import type { Site } from '../../src/model/site.ts';
import { lackingLabels } from './cluster-facts.ts';

/** Number of the AWS account, from the cluster's label `aws.roadbed.dev/account`; empty without one. */
export function accountOf(site: Site): string {
  return site.label(AWS_ACCOUNT_LABEL) ?? '';
}

/** Why nothing of AWS is made for a cluster that says that it is on another cloud. One that names none may well be on AWS. */
export function otherCloud(_need: NeedContext<object>, { cloud }: Site): string | undefined {
  return cloud === 'aws' || cloud === 'none' ? undefined : `it makes what AWS has, and the cluster is on "${cloud}"`;
}

/** Problems of a cluster that does not say its region and its account. */
export function needsAccount(_need: NeedContext<object>, site: Site): readonly ProvisionProblem[] {
  return lackingLabels(site, REGION_LABEL, AWS_ACCOUNT_LABEL);
}

/** Domain of the services of a region, such as `amazonaws.com`. */
export function awsDomain(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}

/** First part of the name of everything in a region's part of AWS, such as `arn:aws`. */
export function awsPartition(region: string): string {
  if (region.startsWith('cn-')) return 'arn:aws-cn';
  return region.startsWith('us-gov-') ? 'arn:aws-us-gov' : 'arn:aws';
}

/** Tags of the resource, by which costs are told apart. */
export function awsTags(need: NeedContext<object>, site: Site): Readonly<Record<string, string>> {
  return {
    'roadbed.dev/application': need.application,
    [ENVIRONMENT_LABEL]: site.environment,
  };
}
