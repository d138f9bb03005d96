import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Platform } from '../../src/index.ts';
import { contractOf } from '../../src/platform/contract-of.ts';
import { planOf } from '../../src/platform/plan.ts';
import { resolveForTest } from '../../src/testing/resolve-for-test.ts';
import { deliveries } from '../examples/deliveries.ts';
import { yamlFiles } from '../examples/files.ts';
import { Journey } from '../examples/journey.ts';

export const PLATFORM = 'https://github.com/acme/platform';
export const SHOP = 'https://github.com/acme/shop';

/** Kinds by which values and connections cross clusters. */
export const CROSSING_KINDS = [
  'ExternalSecret.external-secrets.io',
  'PushSecret.external-secrets.io',
  'Listener.skupper.io',
  'Connector.skupper.io',
];

/** Writes contracts as the command does, into a folder that is there for a test. */
export function contracts(): (platform: Platform, name?: string) => string {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'roadbed-exports-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return (platform, name = 'contract.json') => {
    const { plan, problems } = planOf(platform, { schemas: 'schemas' });
    if (plan === undefined) throw new Error(JSON.stringify(problems));
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(contractOf(plan.graph, '0.1.0')));
    return file;
  };
}

/** A journey through what programs deliver together: the platform's own, and those of others by their repositories. */
export function journeyOf(platform: Platform, others: Readonly<Record<string, Platform>>): Journey {
  const hub = yamlFiles(resolveForTest(platform));
  const files = Object.entries(others).map(([url, one]) => [url, yamlFiles(resolveForTest(one))] as const);
  return new Journey(deliveries({ [PLATFORM]: hub, ...Object.fromEntries(files) }, hub));
}
