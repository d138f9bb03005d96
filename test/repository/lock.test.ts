import { readFileSync } from 'node:fs';
import { lockFile, missingPlatforms, readLock } from '../../scripts/lock-platforms.ts';

test('the lock names the packages of every platform; npm run lock adds what npm left out', () => {
  const { packages } = readLock(readFileSync(lockFile, 'utf8'));
  expect(Object.keys(missingPlatforms(packages))).toEqual([]);
});

test('the lock names no registry, so that npm ci takes the one that is configured', () => {
  expect(readFileSync(lockFile, 'utf8')).not.toContain('"resolved"');
});

test('a package for another platform is locked with the platform that its name says', () => {
  const packages = {
    'node_modules/tool': {
      dev: true,
      license: 'MIT',
      optionalDependencies: {
        '@tool/core-linux-arm-musleabihf': '1.0.0',
        '@tool/cli-linux-x64': '1.0.0',
        here: '1.0.0',
      },
    },
    'node_modules/here': { version: '1.0.0' },
  };
  expect(missingPlatforms(packages)).toEqual({
    'node_modules/@tool/core-linux-arm-musleabihf': {
      ...{ version: '1.0.0', license: 'MIT', dev: true, optional: true },
      ...{ os: ['linux'], cpu: ['arm'], libc: ['musl'] },
    },
    'node_modules/@tool/cli-linux-x64': {
      ...{ version: '1.0.0', license: 'MIT', dev: true, optional: true },
      ...{ os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
    },
  });
});
