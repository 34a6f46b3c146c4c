const transform = {
  transform: { '\\.m?[jt]sx?$': 'babel-jest' },
  // Published as ES modules only, which jest's CommonJS loader cannot require.
  transformIgnorePatterns: ['/node_modules/(?!(@noble|typebox)/)'],
}

/** @type {import('jest').Config} */
module.exports = {
  testTimeout: 60_000,
  projects: [
    {
      displayName: 'unit',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/src/**/*.test.ts'],
      ...transform,
    },
    {
      displayName: 'ui',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/src/**/*.test.tsx'],
      moduleNameMapper: {
        '^@tarojs/components$': '<rootDir>/test/mocks/taroComponents.tsx',
        '^@tarojs/taro$': '<rootDir>/test/mocks/taro.ts',
        '\\.(scss|css)$': '<rootDir>/test/mocks/style.js',
        '\\.(png|jpg|svg)$': '<rootDir>/test/mocks/asset.js',
      },
      ...transform,
    },
    {
      displayName: 'server',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/server/**/*.test.ts'],
      ...transform,
    },
    {
      displayName: 'system',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/server/'],
      ...transform,
    },
  ],
}
