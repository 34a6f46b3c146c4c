// The layers, each with its reason: core ← domain ← { client ← components ← pages, server }. `npm run deps` proves them.

const tests = '\\.test\\.tsx?$'
// A module for one platform is asked for by the name of its plain sibling, which the build resolves.
const entries = '^src/(app\\.tsx|app\\.config\\.ts|pages/.*/index(\\.config)?\\.tsx?|server/main\\.ts|.*\\.(weapp|h5)\\.tsx?)$'
const packages = '(^|/)node_modules/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-knows-nobody',
      comment: 'core is the language of records and figures and runs on the phone, in the server and in the browser: it may use only itself and dayjs.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: tests },
      to: { pathNot: ['^src/core/', `${packages}dayjs/`] },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain says what a township does, in data and pure functions: core and dayjs are all it needs.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: tests },
      to: { pathNot: ['^src/(core|domain)/', `${packages}dayjs/`] },
    },
    {
      name: 'core-and-domain-tests-stay-below',
      comment: 'A test beside core or domain that reaches upwards ties them to what stands above.',
      severity: 'error',
      from: { path: '^src/(core|domain)/' },
      to: { path: '^src/(client|components|pages|server|app)' },
    },
    {
      name: 'core-knows-no-domain',
      comment: 'Another product could be written in the same language.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^src/domain/' },
    },
    {
      name: 'client-has-no-screen',
      comment: 'What the phone holds and sends is tested without drawing anything.',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { path: '^src/(components|pages|app)' },
    },
    {
      name: 'client-needs-no-react',
      comment: 'Only hooks and the provider join the stores to screens; all else in the client runs in plain Node.',
      severity: 'error',
      from: { path: '^src/client/', pathNot: ['^src/client/(hooks|hostHooks)\\.tsx?$', '\\.test\\.tsx$'] },
      to: { path: [`${packages}(react|react-dom)/`, `${packages}zustand/(?!(esm/)?vanilla)`] },
    },
    {
      name: 'platform-is-the-only-door',
      comment: 'Below the screens only client/platform touches Taro, so that everything else runs where there is no host.',
      severity: 'error',
      from: { path: '^src/(client|server)/', pathNot: '^src/client/platform/' },
      to: { path: `${packages}@tarojs/` },
    },
    {
      name: 'node-stays-in-the-server',
      comment: 'A phone has no Node. The plain variants in client/platform are what the tests run.',
      severity: 'error',
      from: { path: '^src/(client|components|pages|app)', pathNot: ['^src/client/platform/', tests] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'components-know-no-page',
      comment: 'A component that knows a page drags it into every other page, and into the main package.',
      severity: 'error',
      from: { path: '^src/components/' },
      to: { path: '^src/(pages|app)' },
    },
    {
      name: 'only-named-readers-see-everything',
      comment: 'Every other statement over record versions is bound to a person (domain/sight), so that a forgotten check returns nothing.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          tests,
          // The judge's bench, what is given back by number, what was handed over.
          '^src/server/(batch|handoverList)\\.ts$', '^src/server/import/run\\.ts$',
          // What the server works by.
          '^src/server/(configStore|replay|blind)\\.ts$', '^src/server/report/(templates|draft)\\.ts$',
          // Numbers.
          '^src/server/directory/depends\\.ts$', '^src/server/(read|figureSql|figureDiff|pull)\\.ts$', '^src/server/rollup/touched\\.ts$', '^src/server/submission/submission\\.ts$', '^src/server/remind/walk\\.ts$',
          // How much hangs on a place; in what a villager is named, and whose a record was that was looked at.
          '^src/server/directory/depends\\.ts$', '^src/server/privacy/(named|reveals)\\.ts$',
          // One record without personal values, behind its code.
          '^src/server/code/look\\.ts$',
          // Somebody's own data, and what is due to be put away.
          '^src/server/privacy/',
          // Types alone.
          '^src/server/(versions|sightSql)\\.ts$', '^src/server/due/narrow\\.ts$',
        ],
      },
      to: { path: '^src/server/everything\\.ts$' },
    },
    {
      name: 'nobody-imports-the-server',
      comment: 'Phones and the server meet only on the wire, whose types stand in core.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/server/' },
      to: { path: '^src/server/' },
    },
    {
      name: 'server-knows-no-phone',
      comment: 'The server judges ops; what a phone does with the answer is not its business.',
      severity: 'error',
      from: { path: '^src/server/' },
      to: { path: '^src/(client|components|pages|app)' },
    },
    {
      name: 'server-runs-on-dependencies',
      comment: 'The host installs with --omit=dev: what the server imports must stand in "dependencies".',
      severity: 'error',
      from: { path: '^src/server/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'declared-packages-only',
      comment: 'A package that is only there because another needs it may go or change without notice.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-barrels-no-grab-bags',
      comment: 'An index that re-exports hides who needs what; a "utils" has no reason to stop growing. Name the file after what it knows.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: ['/index\\.tsx?$', '/(util|utils|helper|helpers|common|manager|service)(\\.tsx?$|/)'], pathNot: [packages, '^src/pages/.*/index\\.tsx$'] },
    },
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one thought in two places: move what they share below both.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'The build would fail on it, later and with a longer message.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nobody needs it: delete it, or use it. A test that loads its subject late stands alone, and Taro finds pages, configurations and the variants of one platform by name.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.d\\.ts$', '/engine\\.test\\.ts$', '\\.config\\.ts$', '\\.(weapp|h5)\\.tsx?$', '^src/pages/.*/index\\.tsx$', '^src/app\\.tsx$', '\\.(s?css|html|json|png)$'],
      },
      to: {},
    },
    {
      name: 'used-by-the-product',
      comment: 'A module that only its own test imports is not part of the product.',
      severity: 'warn',
      from: { path: entries },
      to: { path: '^src/', pathNot: [tests, entries, '\\.d\\.ts$', '\\.(weapp|h5)\\.tsx?$', '\\.(s?css|html|json|png)$'], reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
