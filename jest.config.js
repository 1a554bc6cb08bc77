/**
 * One configuration for every level; the level of a test is in its file name:
 *   *.spec.ts      unit: rules and pure functions, nothing else running
 *   *.int.spec.ts  integration: a service with a real PostgreSQL and NATS
 *   *.e2e.spec.ts  end to end: the built platform, through HTTP
 * `node --experimental-vm-modules node_modules/jest/bin/jest.js --selectProjects unit`
 */
const compile = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
};

/** @param {string} name @param {string[]} testMatch @param {{ ignore?: string[], setup?: string }} options */
const level = (name, testMatch, { ignore = [], setup } = {}) => ({
  displayName: name,
  testEnvironment: 'node',
  // The libraries as they are written, not as they were last built.
  testEnvironmentOptions: { customExportConditions: ['@klaster/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/(apps|libs)/[^/]+/dist/', '<rootDir>/\\.klaster/', '<rootDir>/\\.nx/'],
  transform: { '\\.ts$': ['@swc/jest', compile] },
  testMatch,
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...ignore],
  // What all files of a level share is started once, and ended by the same teardown.
  ...(setup ? { globalSetup: `<rootDir>/test/world/${setup}`, globalTeardown: '<rootDir>/test/world/teardown.mjs' } : {}),
});

export default {
  projects: [
    level('unit', ['<rootDir>/{apps,libs,test,tools}/**/*.spec.ts'], { ignore: ['\\.(int|e2e)\\.spec\\.ts$'] }),
    level('integration', ['<rootDir>/{apps,libs,test,tools}/**/*.int.spec.ts'], { setup: 'integration-setup.mjs' }),
    level('end-to-end', ['<rootDir>/{apps,libs,test,tools}/**/*.e2e.spec.ts'], { setup: 'platform-setup.mjs' }),
  ],
  maxWorkers: 2,
  // A machine may be slow; a test that hangs is seen all the same.
  testTimeout: 30_000,
  // Suites that load Nest and TypeORM leave much behind.
  workerIdleMemoryLimit: '512MB',
};
