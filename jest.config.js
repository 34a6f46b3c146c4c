const shared = {
  transform: { '\\.m?[jt]sx?$': '<rootDir>/test/setup/transform.js' },
  // Published as ES modules only, which jest's CommonJS loader cannot require.
  transformIgnorePatterns: ['/node_modules/(?!(@noble|@scure|age-encryption|typebox|qr)/)'],
  clearMocks: true,
}

const secondTry = '<rootDir>/test/setup/secondTry.js'

/** One real PostgreSQL for the run; each test file makes a database of its own in it (`test/server/database.ts`). */
const withPostgres = {
  globalSetup: '<rootDir>/test/setup/startPostgres.ts',
  globalTeardown: '<rootDir>/test/setup/stopPostgres.ts',
}

/** The built program with its demo county: it is begun with the run, and each test file waits until it is ready. */
const withDemo = {
  setupFilesAfterEnv: [secondTry, '<rootDir>/test/setup/awaitDemo.ts'],
  globalSetup: '<rootDir>/test/setup/startDemo.ts',
  globalTeardown: '<rootDir>/test/setup/stopDemo.ts',
}

/** @type {import('jest').Config} */
module.exports = {
  // For all projects: jest reads it nowhere else. `scripts/test.mjs full` gives more.
  testTimeout: 120_000,
  testSequencer: '<rootDir>/test/setup/sequencer.js',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/src/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'ui',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/src/**/*.test.tsx'],
      moduleNameMapper: {
        '^@tarojs/components$': '<rootDir>/test/mocks/taroComponents.tsx',
        '^@tarojs/taro$': '<rootDir>/test/mocks/taro.ts',
        '\\.s?css$': '<rootDir>/test/mocks/style.js',
        '\\.(png|jpg|svg)$': '<rootDir>/test/mocks/asset.js',
      },
    },
    {
      ...shared,
      ...withPostgres,
      displayName: 'server',
      setupFilesAfterEnv: [secondTry],
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/server/**/*.test.ts'],
    },
    {
      // Test programs of their own in plain Node; jest only asks what came of them.
      ...shared,
      ...withPostgres,
      displayName: 'sim',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/sim/**/*.test.ts'],
    },
    {
      ...shared,
      ...withDemo,
      displayName: 'system',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/server/', '<rootDir>/test/sim/', '<rootDir>/test/full/'],
    },
    {
      // Needs programs beside Node and Chromium, such as LibreOffice, or many minutes: `npm run test:full`.
      ...shared,
      ...withPostgres,
      displayName: 'full',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/full/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/full/screens.test.ts'],
    },
    {
      ...shared,
      ...withDemo,
      displayName: 'fullSystem',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/full/screens.test.ts'],
    },
  ],
}
