export { checkGoldenPath, type GoldenPathClass } from './golden-path.ts';
export { platformOf } from './platform-of.ts';
export { type CheckProvisionerOptions, checkProvisioner } from './provisioner.ts';
export {
  type DeliveredObject,
  ResolvedPlatform,
  type ResolveForTestOptions,
  resolveForTest,
} from './resolve-for-test.ts';
