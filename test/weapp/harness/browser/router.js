import { guard, HostFailure } from './bridge.js'
import { createChannel } from './channel.js'

const MOST_PAGES = 10

/**
 * The page stack with the host's rules and refusals. `mount(route)` puts a page into a frame of its own and answers
 * `{ frame, instance, release }`; `changed(page, depth)` redraws the bars around the page that is now on top.
 */
export function createRouter({ routes, tabs, mount, changed, onError }) {
  let stack = []
  const keptTabs = new Map()
  let queue = Promise.resolve()

  // Navigation is serial: a second call waits until the first page stands.
  const inTurn = job => {
    const run = queue.then(job)
    queue = run.catch(() => undefined)
    return run
  }
  const top = () => stack[stack.length - 1]
  const life = (page, name, ...args) => guard(() => page.instance[name]?.(...args), onError)

  function target(url, wantsTab, refusal) {
    const { route, query } = parseUrl(url, top()?.route ?? '')
    if (!routes.includes(route)) throw new HostFailure(`page "${route}" is not found`)
    if (wantsTab !== null && tabs.includes(route) !== wantsTab) throw new HostFailure(refusal)
    return { route, query }
  }

  async function open({ route, query }, channel = createChannel().far) {
    const page = { route, query, title: null, ...(await mount(route)) }
    Object.assign(page.instance, { route, __route__: route, options: query, getOpenerEventChannel: () => channel })
    stack.push(page)
    if (tabs.includes(route)) keptTabs.set(route, page)
    life(page, 'onLoad', query)
    show(page)
    await new Promise(done => setTimeout(done))
    life(page, 'onReady')
    return page
  }

  function show(page) {
    changed(page, stack.length)
    life(page, 'onShow')
  }

  function close(page) {
    life(page, 'onUnload')
    keptTabs.delete(page.route)
    page.release()
  }

  function closeFrom(depth) {
    const leaving = stack.splice(depth).reverse()
    for (const page of leaving) close(page)
  }

  const calls = {
    navigateTo: async ({ url, events = {} }) => {
      const to = target(url, false, 'can not navigateTo a tabbar page')
      if (stack.length >= MOST_PAGES) throw new HostFailure('webview count limit exceed')
      const { near, far } = createChannel()
      for (const [name, listener] of Object.entries(events)) near.on(name, listener)
      life(top(), 'onHide')
      await open(to, far)
      return { eventChannel: near }
    },
    redirectTo: async ({ url }) => {
      const to = target(url, false, 'can not redirectTo a tabbar page')
      closeFrom(stack.length - 1)
      await open(to)
    },
    reLaunch: async ({ url }) => {
      const to = target(url, null)
      closeFrom(0)
      for (const page of [...keptTabs.values()]) close(page)
      await open(to)
    },
    switchTab: async ({ url }) => {
      const to = target(url, true, 'can not switch to no-tabBar page')
      const from = stack[0]
      const wasOnTop = stack.length === 1
      if (wasOnTop && from.route === to.route) return
      if (wasOnTop && tabs.includes(from.route)) life(from, 'onHide')
      closeFrom(tabs.includes(from.route) ? 1 : 0)
      stack = []
      const kept = keptTabs.get(to.route)
      // The host drops a query on a tab page.
      if (kept === undefined) return void (await open({ route: to.route, query: {} }))
      stack = [kept]
      show(kept)
    },
    navigateBack: async ({ delta = 1 } = {}) => {
      if (stack.length === 1) throw new HostFailure('cannot navigate back at first page.')
      closeFrom(Math.max(1, stack.length - delta))
      show(top())
    },
  }
  return {
    calls: Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, options => inTurn(() => call(options))])),
    start: url => inTurn(() => open(target(url, null))),
    settled: () => inTurn(() => undefined),
    top,
    pages: () => stack.map(page => page.instance),
    call: (name, ...args) => life(top(), name, ...args),
  }
}

/**
 * Splits a page address as the host does: nothing is decoded, non-ASCII text arrives percent-encoded, what follows a
 * second `?` or a second `=` is lost, and a name without `=` has the text 'undefined'.
 */
export function parseUrl(url, from) {
  const [path, search = ''] = url.split('?')
  const folder = path.startsWith('/') ? [] : from.split('/').slice(0, -1)
  const parts = path.split('/').reduce((all, part) => (part === '..' ? all.slice(0, -1) : part === '.' || part === '' ? all : [...all, part]), folder)
  const pairs = search.split('&').filter(pair => pair !== '').map(pair => pair.split('='))
  return { route: parts.join('/'), query: Object.fromEntries(pairs.map(([name, value]) => [encodeForeign(name), encodeForeign(String(value))])) }
}

const encodeForeign = text => text.replace(/[^\x21-\x7e]+/g, encodeURIComponent)
