import { glassEasel } from 'glass-easel-miniprogram-adapter'
import { guard, report } from './bridge.js'
import { createBars } from './bars.js'
import { createFrames } from './frames.js'
import { acrossTheBorder, createLogic, watchSetData } from './logic.js'
import { createPopups } from './popups.js'
import { createRouter, parseUrl } from './router.js'
import { createWx } from './wx.js'

// Named before the program's scope is made, so that it is taken from the program with the other names of the browser.
window.weapp = {}
const boot = await (await fetch('/boot')).json()
const baseCss = await (await fetch('/browser/frame.css')).text()
Object.assign(window.weapp, startProgram(boot, baseCss))

/** Puts the parts together, starts the program, and answers what the driver may do with it. */
function startProgram({ compiled, entry, mocked, isConnected, ...boot }, baseCss) {
  const { app, configs, scripts } = compiled
  const subs = (app.subPackages ?? []).map(sub => ({ root: sub.root.replace(/\/$/, ''), pages: sub.pages }))
  const routes = [...app.pages, ...subs.flatMap(sub => sub.pages.map(page => `${sub.root}/${page}`))]
  const launch = parseUrl(entry, '')
  const launchOptions = { path: launch.route, query: launch.query, scene: 1001, referrerInfo: {} }
  const state = { theme: boot.theme, app: {}, file: '' }
  const seen = { deepest: 0, mostNodes: 0, mostOn: '' }

  const popups = createPopups(document.getElementById('popups'))
  const bars = createBars({
    compiled,
    theme: () => state.theme,
    goBack: () => void router.calls.navigateBack({}).catch(report),
    goTab: async (tab, index) => {
      await router.calls.switchTab({ url: `/${tab.pagePath}` })
      router.call('onTabItemTap', { index: String(index), pagePath: tab.pagePath, text: tab.text })
    },
  })
  const router = createRouter({
    routes,
    tabs: (app.tabBar?.list ?? []).map(tab => tab.pagePath),
    mount: route => {
      loadFile(route)
      return frames.mount(route)
    },
    changed: (page, depth) => {
      seen.deepest = Math.max(seen.deepest, depth)
      bars.draw(page, depth)
    },
    onError: error => wx.emit('Error', error),
  })
  const redraw = () => bars.draw(router.top(), router.pages().length)
  const wx = createWx({ mocked, isConnected, launchOptions, router, popups, redraw, theme: () => state.theme, fontSize: boot.fontSize, privacy: boot.privacy, onError: error => wx.emit('Error', error) })
  const frames = createFrames({ compiled, baseCss, host: { wx: wx.api, popups, agreed: wx.agreed }, scrolled })

  // Page() and Component() belong to the file the host is loading, whichever module calls them: Taro calls from its shared chunk.
  const define = (kind, definition) => frames.space.componentEnv(state.file, makers => makers[kind](definition))
  const logic = createLogic(scripts, subs.map(sub => sub.root), {
    wx: wx.api,
    App: definition => void (state.app = definition),
    Page: definition => define('Page', acrossTheBorder(definition)),
    Component: definition => define('Component', { ...definition, methods: acrossTheBorder(definition.methods ?? {}) }),
    Behavior: definition => define('Behavior', definition),
    getApp: () => state.app,
    getCurrentPages: router.pages,
  })
  const loaded = new Set()
  function loadFile(path) {
    for (const file of [...frames.usedBy(path), path].filter(name => !loaded.has(name))) {
      loaded.add(file)
      state.file = file
      logic.load(`${file}.js`)
    }
  }

  function scrolled(frame, route) {
    const page = router.top()
    if (page?.frame !== frame) return
    const { scrollTop, scrollHeight, clientHeight } = frame.contentDocument.documentElement
    const isAtBottom = scrollTop + clientHeight >= scrollHeight - (configs[route]?.onReachBottomDistance ?? 50)
    router.call('onPageScroll', { scrollTop })
    if (isAtBottom && page.wasAtBottom !== true) router.call('onReachBottom')
    page.wasAtBottom = isAtBottom
  }

  const appLife = (name, argument) => guard(() => state.app[name]?.(argument), error => wx.emit('Error', error))
  const show = () => {
    appLife('onShow', launchOptions)
    wx.emit('AppShow', launchOptions)
  }
  async function start() {
    logic.load('app.js')
    // Without lazy loading the host runs the files of all pages of the main package before the program starts.
    if (app.lazyCodeLoading !== 'requiredComponents') for (const page of app.pages) loadFile(page)
    appLife('onLaunch', launchOptions)
    show()
    await router.start(`/${entry}`)
  }

  const sizes = watchSetData(() => {
    const page = router.top()
    const nodes = page?.frame.contentDocument.body.getElementsByTagName('*').length ?? 0
    if (nodes > seen.mostNodes) Object.assign(seen, { mostNodes: nodes, mostOn: page.route })
  })
  glassEasel.addGlobalErrorListener(error => {
    report(error)
    return false
  })
  // The host takes a missing list in wx:for for an empty one, which Taro's templates rely on for every node without children.
  glassEasel.addGlobalWarningListener(message => void (message.startsWith('The for-list data') || report(`template: ${message}`)))
  window.addEventListener('error', event => report(event.error ?? event.message))
  window.addEventListener('unhandledrejection', event => {
    report(event.reason)
    wx.emit('UnhandledRejection', { reason: event.reason, promise: event.promise })
  })
  const started = start()

  return {
    started: () => started,
    settled: () => router.settled(),
    title: bars.title,
    route: () => {
      const { route, query } = router.top()
      const search = Object.entries(query).map(([name, value]) => `${name}=${value}`)
      return search.length === 0 ? route : `${route}?${search.join('&')}`
    },
    back: () => router.calls.navigateBack({}),
    pullDown: () => {
      if (bars.windowOf(router.top().route).enablePullDownRefresh !== true) throw new Error('The page does not enable pull-down refresh')
      return router.call('onPullDownRefresh')
    },
    background: () => {
      router.call('onHide')
      appLife('onHide')
      wx.emit('AppHide', {})
    },
    foreground: () => {
      show()
      router.call('onShow')
    },
    theme: next => {
      state.theme = next
      redraw()
      wx.emit('ThemeChange', { theme: next })
    },
    network: wx.setConnected,
    mocked: wx.mocked,
    socket: wx.socketEvent,
    update: wx.update,
    resize: () => {
      const { windowWidth, windowHeight } = wx.api.getWindowInfo()
      const size = { windowWidth, windowHeight }
      wx.emit('WindowResize', { size })
      router.call('onResize', { size })
    },
    nodes: () => router.top().frame.contentDocument.body.getElementsByTagName('*').length,
    depth: () => router.pages().length,
    measures: () => ({ sizes, ...seen }),
  }
}
