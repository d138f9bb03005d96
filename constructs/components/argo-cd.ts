import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { host } from '../../src/model/text-fields.ts';
import { access, oidc, oidcConfig, policyOf } from './argo-cd-access.ts';
import { connectors, dexConfig } from './argo-cd-dex.ts';
import { SERVICE_MONITOR } from './replicas.ts';
import { charts } from './versions.ts';

const options = z
  .strictObject({
    highAvailability: z
      .boolean()
      .default(true)
      .describe(
        'Whether each part has a second pod and Redis three, on nodes of their own: the hub then needs three nodes.',
      ),
    shards: z
      .int()
      .min(1)
      .max(100)
      .default(1)
      .describe('Controllers that share the clusters among them; one takes about a hundred clusters.'),
    host: host()
      .optional()
      .describe(
        'DNS name of its user interface, which signing in by another provider needs. Default: none, it is reached within the cluster.',
      ),
    oidc: oidc.optional().describe('Provider of OpenID Connect that people sign in by. Default: none.'),
    dex: connectors
      .default([])
      .describe(
        'Connectors of Dex, where people sign in by LDAP, SAML, GitHub and the like. Default: none, and Dex does not run.',
      ),
    access: access
      .default([])
      .describe('What groups of people may do. Default: nobody but the administrator sees anything.'),
    everybodyReads: z.boolean().default(false).describe('Whether everybody who is signed in may look at everything.'),
    localAdmin: z
      .boolean()
      .default(true)
      .describe(
        'Whether there is the account `admin` with a password of its own; without it somebody must be let in by `access`.',
      ),
  })
  .check(({ value, issues }) => {
    const custom = (path: 'host' | 'access', message: string) =>
      issues.push({ code: 'custom', path: [path], input: value[path], message });
    if (value.host === undefined && (value.oidc !== undefined || value.dex.length > 0))
      custom('host', 'must be given where people sign in by oidc or dex, which lead back to it');
    if (!value.localAdmin && value.access.length === 0 && !value.everybodyReads)
      custom('access', 'must let somebody in where there is no local administrator');
  });

/** What delivers the platform, itself included. It must be there once before it can take itself over. */
export const argoCd = component({
  name: 'argo-cd',
  chart: charts.argoCd,
  // As most installations name it: the component takes them over, and no second Argo CD comes beside them.
  releaseName: 'argocd',
  namespace: 'argocd',
  on: 'hub',
  podSecurity: 'baseline',
  provides: ['AppProject.argoproj.io', 'Application.argoproj.io', 'ApplicationSet.argoproj.io'],
  options,
  values: ({ highAvailability, shards, host, oidc, dex, access, everybodyReads, localAdmin }, { brings }) => {
    const metrics = { metrics: { enabled: true, serviceMonitor: { enabled: brings(SERVICE_MONITOR) } } };
    const spread = highAvailability ? { replicas: 2, pdb: { enabled: true, minAvailable: 1 } } : { replicas: 1 };
    return {
      crds: { install: true, keep: true },
      'redis-ha': { enabled: highAvailability },
      controller: { replicas: shards, ...metrics },
      server: { ...spread, ...metrics },
      repoServer: { ...spread, ...metrics },
      applicationSet: { ...spread, ...metrics },
      dex: { enabled: dex.length > 0 },
      configs: {
        // The graph of applications that the platform writes rolls out in steps where it is told to.
        params: { 'applicationsetcontroller.enable.progressive.syncs': true },
        cm: {
          'admin.enabled': localAdmin,
          ...(oidc === undefined ? {} : { 'oidc.config': oidcConfig(oidc) }),
          ...(dex.length === 0 ? {} : { 'dex.config': dexConfig(dex) }),
        },
        rbac: { 'policy.default': everybodyReads ? 'role:readonly' : '', 'policy.csv': policyOf(access) },
      },
      ...(host === undefined ? {} : { global: { domain: host } }),
    };
  },
});
