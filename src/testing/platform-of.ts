import type { App } from 'cdk8s';
import { withHost } from '../platform/host.ts';

/**
 * Runs a program that ends in `platform.synth()` and gives its platform, without writing anything.
 *
 * @example
 * const platform = await platformOf(() => import('./main.ts'));
 * expect(resolveForTest(platform).problems).toEqual([]);
 */
export async function platformOf(program: () => unknown): Promise<App> {
  const platforms: App[] = [];
  const host = {
    synth(platform: App): void {
      platforms.push(platform);
    },
  };
  await withHost(host, async () => {
    await program();
  });
  const [platform] = platforms;
  if (platform !== undefined && platforms.length === 1) return platform;
  const hint = platforms.length === 0 ? ', and what was imported before does not run again' : '';
  throw new Error(`the program synthesises ${platforms.length} platforms; it must end in one platform.synth()${hint}`);
}
