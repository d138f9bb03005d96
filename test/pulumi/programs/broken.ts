import { deploy } from '../../../src/pulumi/index.ts';
import { aCluster, anApplication, aPlatform, needing } from '../../support/platforms.ts';

const platform = aPlatform();
const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
needing(shop, 'orders');
needing(shop, 'stock');

deploy(platform);
