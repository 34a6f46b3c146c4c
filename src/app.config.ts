import theme from './theme.json'

type ThemeKey = keyof typeof theme.light

const tabs = [
  { page: 'home', text: '首页' },
  { page: 'register', text: '台账' },
  { page: 'board', text: '看板' },
  { page: 'me', text: '我的' },
] as const

/** Opened from the tabs and from each other. */
const pages = ['signin', 'quick', 'edit', 'record', 'records', 'attention', 'feedback', 'about', 'township', 'sync', 'handover', 'devices'] as const

/** WeChat reads `@name` from theme.json and follows the host's dark mode; H5 knows no such names and takes the light values. */
const themed = (key: ThemeKey): string => (process.env.TARO_ENV === 'weapp' ? `@${key}` : theme.light[key])

export default defineAppConfig({
  pages: [...tabs.map(({ page }) => `pages/${page}/index`), ...pages.map((page) => `pages/${page}/index`)],
  subPackages: [
    { root: 'pages/report', pages: ['index', 'list/index', 'edit/index', 'frozen/index', 'figures/index'] },
    { root: 'pages/exports', pages: ['index'] },
    { root: 'pages/imports', pages: ['index'] },
    { root: 'pages/submission', pages: ['index'] },
    { root: 'pages/papers', pages: ['index', 'bound/index', 'forms/index'] },
    { root: 'pages/merge', pages: ['index'] },
    { root: 'pages/code', pages: ['index'] },
    { root: 'pages/todo', pages: ['index'] },
    { root: 'pages/round', pages: ['index'] },
    { root: 'pages/admin', pages: ['account/index', 'places/index', 'units/index', 'people/index', 'grants/index', 'password/index', 'bootstrap/index', 'start/index', 'settings/index', 'settings/one/index', 'settings/holidays/index', 'options/index', 'options/field/index', 'complaints/index', 'trail/index', 'requests/index', 'inventory/index'] },
  ],
  lazyCodeLoading: 'requiredComponents',
  // WeChat asks before it gives anything; src/client/platform/hostPrivacy.ts says what is used: no place among it.
  __usePrivacyCheck__: true,
  // A page that was never opened cannot be fetched where there is no signal: what the field works with comes with the home page.
  preloadRule: {
    'pages/home/index': { network: 'all', packages: ['pages/todo', 'pages/round', 'pages/code', 'pages/papers', 'pages/merge'] },
    'pages/board/index': { network: 'all', packages: ['pages/report', 'pages/exports'] },
  },
  // Nothing of this program belongs into WeChat's search.
  sitemapLocation: 'sitemap.json',
  // The router hides the page below a moment after the slide has begun, even when one has gone back to it by then: a blank screen.
  ...(process.env.TARO_ENV === 'h5' ? { animation: false } : {}),
  darkmode: true,
  themeLocation: 'theme.json',
  window: {
    backgroundColor: themed('page'),
    backgroundTextStyle: themed('pageText'),
    navigationBarBackgroundColor: themed('bar'),
    navigationBarTextStyle: themed('barText'),
    navigationBarTitleText: '说事簿',
  },
  tabBar: {
    color: themed('tab'),
    selectedColor: themed('tabSelected'),
    backgroundColor: themed('tabBar'),
    borderStyle: themed('tabBorder') as 'black',
    list: tabs.map(({ page, text }) => ({
      pagePath: `pages/${page}/index`,
      text,
      iconPath: themed(`${page}Icon`),
      selectedIconPath: themed(`${page}IconSelected`),
    })),
  },
})
