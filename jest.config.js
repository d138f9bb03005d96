// Its workers start with these: tests make much that lives briefly, and two of them need no further threads that collect it.
process.execArgv.push('--single-threaded-gc', '--max-semi-space-size=64');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // Held against the real engines and the reference beside the repository: a command of its own, `npm run test:conformance`.
  testPathIgnorePatterns: process.env.ROADBED_CONFORMANCE ? [] : ['/test/conformance/'],
  maxWorkers: 2,
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
};
