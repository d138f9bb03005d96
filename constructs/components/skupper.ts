import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { charts } from './versions.ts';

/** The network between clusters: services of one are reached from another over connections that edges open. */
export const skupper = component({
  name: 'skupper',
  chart: charts.skupper,
  namespace: 'skupper',
  on: 'all',
  provides: [
    'AccessGrant',
    'AccessToken',
    'AttachedConnector',
    'AttachedConnectorBinding',
    'Certificate',
    'Connector',
    'Link',
    'Listener',
    'MultiKeyListener',
    'RouterAccess',
    'SecuredAccess',
    'Site',
  ].map((kind) => `${kind}.skupper.io`),
  podSecurity: 'baseline',
  options: z.strictObject({
    accessTypes: z
      .array(z.enum(['local', 'loadbalancer', 'route', 'nodeport', 'ingress-nginx', 'contour-http-proxy', 'gateway']))
      .min(1)
      .default(['local', 'loadbalancer', 'route'])
      .describe('Ways in which a site may be reached from outside.'),
  }),
  values: ({ accessTypes }) => ({ scope: 'cluster', enabledAccessTypes: accessTypes.join(',') }),
});
