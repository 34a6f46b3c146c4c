import { join } from 'node:path'
import { defineConfig } from '@tarojs/cli'
import development from './dev'
import production from './prod'

export default defineConfig<'webpack5'>((merge, { mode }) =>
  merge({}, base, mode === 'development' ? development : production),
)

/** What webpack tells of a piece of the program: which imports it came from. */
interface Piece {
  readonly groupsIterable: Iterable<{ readonly origins: readonly { readonly request?: string }[] }>
}
interface Graph {
  readonly chunkGraph: { getModuleChunks(module: object): readonly Piece[] }
}

/** Pages of offices: whoever writes in a village never loads them, nor what only they share. */
const OFFICE = /pages[\\/](?:admin|report|exports|imports|submission|papers|merge)[\\/]/
const isOfOffice = (piece: Piece): boolean => [...piece.groupsIterable].every(({ origins }) => origins.length > 0 && origins.every(({ request }) => OFFICE.test(request ?? '')))
const isOfOffices = (module: object, { chunkGraph }: Graph): boolean => chunkGraph.getModuleChunks(module).every(isOfOffice)

/** What somebody sees before they can begin: the first load carries what these pages share, and nothing the others need. */
const FIRST = /pages[\\/](?:signin|home)[\\/]/
const isOfTheFirst = (module: object, { chunkGraph }: Graph): boolean =>
  chunkGraph.getModuleChunks(module).some(({ groupsIterable }) => [...groupsIterable].some(({ origins }) => origins.some(({ request }) => FIRST.test(request ?? ''))))

/** Taro splits only the start, so that each page would carry its own copy of the domain, the client and the components. */
const sharedOnce = {
  cacheGroups: {
    first: { name: 'first', chunks: 'async', minChunks: 2, minSize: 0, priority: 6, reuseExistingChunk: true, test: isOfTheFirst },
    shared: { name: 'shared', chunks: 'async', minChunks: 2, minSize: 0, priority: 5, reuseExistingChunk: true, test: (module: object, graph: Graph) => !isOfOffices(module, graph) },
    office: { name: 'office', chunks: 'async', minChunks: 2, minSize: 0, priority: 5, reuseExistingChunk: true, test: isOfOffices },
  },
}

/** What Taro switches off for mini-programs, for hosts older than ours. */
const shortened = {
  ecma: 2018, passes: 2, arrows: true, collapse_vars: true, comparisons: true, computed_props: true, hoist_props: true, inline: true, loops: true, negate_iife: true,
  properties: true, reduce_funcs: true, reduce_vars: true, switches: true, typeofs: true,
} as const

/** Which source each byte comes from: `npm run sizes` asks for it. */
const traced = process.env.TRACED === '1' ? { devtool: 'hidden-source-map' } : {}
/** The part of webpack's configuration that Taro hands over. */
interface Chain {
  target(target: readonly string[]): void
  merge(config: object): void
}
/** What webpack writes itself, a wrapper about every module and every export, need not be older than the program. */
const WRITTEN_FOR = ['web', 'es2018']

const base = {
  projectName: 'shuoshibu',
  date: '2026-11-21',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV ?? 'weapp'}`,
  framework: 'react',
  plugins: [join(__dirname, 'readAloud.cjs')],
  // Where a mini-program finds its server; H5 is served by it. A .env file may say it too.
  env: { TARO_APP_SERVER: JSON.stringify(process.env.TARO_APP_SERVER ?? 'http://127.0.0.1:8787') },
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  // theme.json names the tab icons by variables, which Taro does not follow.
  copy: {
    patterns: process.env.TARO_ENV === 'weapp' ? [{ from: 'src/assets/tab/', to: 'dist/weapp/assets/tab/' }, { from: 'src/sitemap.json', to: 'dist/weapp/sitemap.json' }] : [],
    options: {},
  },
  terser: {
    enable: true,
    // The default escapes every Chinese character to six bytes, quotes every key and keeps every name in H5, and for mini-programs leaves most of what it could shorten.
    config: { compress: shortened, keep_fnames: false, output: { ecma: 2018, ascii_only: false, comments: false, quote_keys: false, keep_quoted_props: false } },
  },
  mini: {
    compile: { include: [publishedForNewerEngines] },
    optimizeMainPackage: { enable: true },
    webpackChain(chain: Chain) {
      chain.target(WRITTEN_FOR)
      chain.merge(traced)
    },
    postcss: {
      pxtransform: { enable: true, config: {} },
      cssModules: { enable: false },
    },
    // Styles of different pages share no names, so their order in a chunk decides nothing.
    miniCssExtractPluginOption: { ignoreOrder: true },
  },
  h5: {
    compile: { include: [publishedForNewerEngines] },
    publicPath: './',
    staticDirectory: 'static',
    // Hash routes work from any folder and without a rewriting server.
    router: { mode: 'hash' },
    webpackChain(chain: Chain) {
      chain.target(WRITTEN_FOR)
      chain.merge({ optimization: { splitChunks: sharedOnce }, ...traced })
    },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: {
      autoprefixer: { enable: true, config: {} },
      // rem would be clamped between 20 and 40 px and draw everything double on a desktop. The type does not know 'px'.
      pxtransform: { enable: true, config: { targetUnit: 'px' as never } },
      cssModules: { enable: false },
    },
  },
} as const

/** These packages ship newer syntax than the phones of the browserslist read, and no polyfill mends syntax. The build checks what is left. */
function publishedForNewerEngines(file: string): boolean {
  return /node_modules[\\/](@noble|@tarojs[\\/]router|query-string|filter-obj)[\\/]/.test(file)
}
