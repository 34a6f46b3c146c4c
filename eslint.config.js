const js = require('@eslint/js')
const hooks = require('eslint-plugin-react-hooks')
const tseslint = require('typescript-eslint')

const why = {
  enum: 'A union of literals with a record of labels says the same, survives erasure and narrows.',
  namedOnly: 'Name what you export: a default export gets another name in every file. Only pages, the app and configurations have one, because Taro asks for it.',
  moduleState: 'State at the top of a module is shared by everything that imports it; hand it in as an argument.',
  environment: 'Only the composition root reads the environment; everything else takes its settings as an argument.',
  clock: 'The clock is an argument: the phone and the server must come to the same answer, and a test must choose the hour.',
  random: 'Randomness is an argument: Math.random is neither safe for ids nor repeatable in a test.',
  timer: 'Timers come from the device port, so that a test decides when they ring.',
  network: 'The network is a port of client/platform; WeChat has no fetch.',
  browser: 'Only client/platform touches the browser or wx; this code runs in WeChat, in Node and in the browser.',
}

const noEnum = { selector: 'TSEnumDeclaration', message: why.enum }
const noDefaultExport = [
  { selector: 'ExportDefaultDeclaration', message: why.namedOnly },
  { selector: 'ExportSpecifier[exported.name="default"]', message: why.namedOnly },
]
const noModuleState = { selector: ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration[kind=/^(let|var)$/]', message: why.moduleState }
const noEnvironment = { selector: 'MemberExpression[object.name="process"][property.name="env"]', message: why.environment }
const noClock = [
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: why.clock },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: why.clock },
  { selector: 'CallExpression[callee.name="Date"]', message: why.clock },
  { selector: 'CallExpression[callee.name="dayjs"][arguments.length=0]', message: why.clock },
]
const noRandom = { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: why.random }
const everywhere = [noEnum, noModuleState]

const named = (names, message) => names.map(name => ({ name, message }))
const outsideWorld = [
  ...named(['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback'], why.timer),
  ...named(['fetch', 'XMLHttpRequest', 'WebSocket'], why.network),
  ...named(['wx', 'window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'indexedDB', 'crypto', 'globalThis', 'process'], why.browser),
]

module.exports = tseslint.config(
  { ignores: ['dist/', 'data/', 'coverage/', 'node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 4],
      // A switch over a closed union is one thought, however long.
      complexity: ['error', { max: 18, variant: 'modified' }],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      // Chinese text is set with the full-width space.
      'no-irregular-whitespace': ['error', { skipStrings: true, skipTemplates: true, skipJSXText: true }],
      // Texts are searched for NUL and its like on purpose.
      'no-control-regex': 'off',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    // One program for all files: the project service opens them one by one, and takes a fifth longer.
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: __dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // A written `default` says that the rest is meant.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A handler that answers at once still has to return a promise where its caller awaits one.
      '@typescript-eslint/require-await': 'off',
      // Nothing here has a `this`; methods in interfaces are plain functions.
      '@typescript-eslint/unbound-method': 'off',
      // The kind of a field decides which member of the union its value is.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-syntax': ['error', ...everywhere, ...noDefaultExport],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...everywhere, ...noDefaultExport, noEnvironment],
    },
  },
  {
    files: ['src/{core,domain,client}/**/*.{ts,tsx}'],
    ignores: ['src/client/platform/**', '**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-globals': ['error', ...outsideWorld],
      'no-restricted-syntax': ['error', ...everywhere, ...noDefaultExport, noEnvironment, ...noClock, noRandom],
    },
  },
  {
    files: ['src/{components,pages}/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...noDefaultExport, noEnvironment, ...noClock, noRandom],
    },
  },
  {
    files: ['src/pages/**/index.tsx'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, noEnvironment, ...noClock, noRandom] },
  },
  {
    // In the platform files it is what the build was told, a constant in the bundle.
    files: ['src/app.tsx', 'src/**/*.config.ts', 'src/server/main.ts', 'src/server/postgres/environment.ts', 'src/client/platform/*.{h5,weapp}.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere] },
  },
  {
    // jest and Taro ask for default exports there.
    files: ['config/**/*.ts', 'test/mocks/**', 'test/setup/**'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere] },
  },
  {
    files: ['src/{components,pages,client}/**/*.{ts,tsx}', 'src/app.tsx'],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    // A wrong guess fails the test, which is what it is for; and a file's tests share what beforeAll has made.
    files: ['**/*.test.{ts,tsx}', 'test/**/*.{ts,tsx}', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      // jest and Playwright wait for what a callback returns. What nobody waits for is still found: no-floating-promises.
      '@typescript-eslint/no-misused-promises': 'off',
      'no-restricted-syntax': ['error', noEnum],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: globals('require module exports __dirname __filename process console Buffer URL URLSearchParams fetch setTimeout clearTimeout setInterval clearInterval AbortController TextEncoder TextDecoder performance'),
    },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    ignores: ['test/**/browser/**'],
    languageOptions: { sourceType: 'commonjs' },
  },
  {
    // Runs inside Chromium, as modules, with a host that test code builds.
    files: ['test/**/browser/**/*.js', 'test/**/browser/**/*.mjs'],
    languageOptions: { sourceType: 'module' },
    rules: { 'no-undef': 'off' },
  },
)

function globals(names) {
  return Object.fromEntries(names.split(' ').map(name => [name, 'readonly']))
}
