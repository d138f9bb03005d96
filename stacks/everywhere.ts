import { claimedVolume } from '../constructs/provisioners/claimed-volume.ts';
import { externalDns } from '../constructs/provisioners/external-dns.ts';
import { gatewayRoute } from '../constructs/provisioners/gateway-route.ts';
import { noIdentity } from '../constructs/provisioners/no-identity.ts';
import { ownNamespace } from '../constructs/provisioners/own-namespace.ts';
import { storedSecret } from '../constructs/provisioners/stored-secret.ts';
import type { RecipePack } from '../src/model/recipe-pack.ts';

/** What is made alike in every environment and on every cloud: routes, volumes and secrets. */
export const everywhere: RecipePack = {
  name: 'everywhere',
  provisioners: [claimedVolume, externalDns, gatewayRoute, noIdentity, ownNamespace, storedSecret],
};
