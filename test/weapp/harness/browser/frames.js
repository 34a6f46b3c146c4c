import { glassEasel, MiniProgramEnv } from 'glass-easel-miniprogram-adapter'
import { report } from './bridge.js'
import { defineComponents, TAGS } from './components.js'
import { listenToPointer } from './events.js'
import { parseUrl } from './router.js'

/**
 * The view layer: one code space for the templates, and for each page a frame of its own, as each page of the host has its
 * own web view. `scrolled` hears of a page's scrolling.
 */
export function createFrames({ compiled, baseCss, host, scrolled }) {
  const { configs, styles, templates } = compiled
  const env = new MiniProgramEnv()
  const space = env.createCodeSpace('', true)
  space.getComponentSpace().updateComponentOptions({ writeIdToDOM: true })
  for (const tag of TAGS) space.getComponentSpace().setGlobalUsingComponent(tag, `wx-${tag}`)
  for (const [path, config] of Object.entries(configs)) space.addComponentStaticConfig(path, config)
  // The text is the template compiler's output, an expression; it is the view's code, not the program's.
  const groups = new Function(`return ${templates}`)()
  for (const path of Object.keys(groups)) {
    // Taro binds with `bindtap="eh"` without a colon, which the template engine takes for an attribute unless told so.
    space.addCompiledTemplate(path, { groupList: groups, content: groups[path], fallbackListenerOnNativeNode: true })
  }
  const components = new Set(Object.values(configs).flatMap(config => Object.keys(config.usingComponents ?? {})))

  /** The components a page or component uses, and those use in turn. */
  function usedBy(path, seen = new Set()) {
    for (const target of Object.values(configs[path]?.usingComponents ?? {})) {
      const used = parseUrl(target, path).route
      if (!seen.has(used)) usedBy(used, seen.add(used))
    }
    return seen
  }

  function mount(route) {
    const frame = document.createElement('iframe')
    document.getElementById('frames').append(frame)
    const inner = frame.contentDocument
    const sheets = [baseCss, ...['app', ...usedBy(route), route].map(path => styles[path] ?? '')]
    inner.open()
    inner.write(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">${sheets.map(css => `<style>${css}</style>`).join('')}</head><body></body></html>`)
    inner.close()
    defineComponents(frame.contentWindow, host)
    listenToPointer(frame)

    const placeholder = inner.body.appendChild(inner.createElement('div'))
    const root = env.associateBackend(new FrameBackend(frame, components)).createRoot('page-root', space, route)
    root.attach(inner.body, placeholder)
    inner.addEventListener('scroll', () => scrolled(frame, route))
    const release = () => {
      root.release()
      frame.remove()
    }
    return { frame, instance: root.get(), release }
  }

  return { space, usedBy, mount }
}

// Everything the template engine draws goes into the page's own frame. Its own DOM listeners stay off: they would deliver
// the inner input's events with the browser's details instead of the component's.
class FrameBackend extends glassEasel.CurrentWindowBackendContext {
  constructor(frame, components) {
    super()
    const { contentDocument: inner, contentWindow } = frame
    const isKnown = tag => (tag.startsWith('wx-') ? contentWindow.customElements.get(tag) !== undefined : tag === 'page-root' || components.has(tag))
    this.document = {
      createElement: tag => {
        if (!isKnown(tag)) report(`<${tag}> is no component this harness knows`)
        return inner.createElement(tag)
      },
      createTextNode: text => inner.createTextNode(text),
      createDocumentFragment: () => inner.createDocumentFragment(),
    }
  }
  render(done) {
    setTimeout(() => done(null))
  }
  appendStyleSheetPath() {
    return 0
  }
  onEvent() {}
  setListenerStats() {}
}
