import type { Manifest } from '../../src/model/manifest.ts';
import type { NeedContext } from '../../src/model/need.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
import type { Site } from '../../src/model/site.ts';
import { awsTags } from '../provisioners/aws-resource.ts';
import { resourceName } from '../provisioners/resource-name.ts';
import { part } from './resource.ts';

/** Longest name of an IAM user. */
const LONGEST_USER = 63;

/** A user of IAM that may do nothing but what the policy of a resource lets it do, and its key. */
export function accessUser(need: NeedContext<object>, site: Site): { readonly user: Manifest; readonly key: Manifest } {
  const user = part(need, 'aws:iam/user:User', 'user', {
    name: resourceName(need, site, LONGEST_USER),
    tags: awsTags(need, site),
  });
  const key = part(
    need,
    'aws:iam/accessKey:AccessKey',
    'key',
    { user: pulumiOutput(user, 'name') },
    { secretOutputs: ['secret'] },
  );
  return { user, key };
}
