import { report } from './bridge.js'
import { deliver } from './events.js'
import { defineFields } from './fields.js'

/** The host's built-in components this harness imitates; a template that draws any other one is an error. */
export const TAGS = `view text image button input textarea scroll-view picker switch radio radio-group checkbox checkbox-group label form
  navigator swiper swiper-item rich-text page-meta navigation-bar root-portal`.split(/\s+/)

/** Defines the components as custom elements of one page's frame. */
export function defineComponents(frame, host) {
  const { document, HTMLElement, customElements } = frame

  class Component extends HTMLElement {
    // The template engine prefixes ids with the component's own; the program's selectors know them without.
    set id(value) {
      super.id = value.slice(value.indexOf('--') + 2)
    }
    get id() {
      return super.id
    }
    setAttribute(name, value) {
      // The engine writes '' for undefined, which style sheets would take for a set attribute.
      if (value === '' && this.prop(name) === undefined) super.removeAttribute(name)
      else super.setAttribute(name, name === 'style' ? value.replace(/(-?[\d.]+)rpx/g, (_, amount) => `${amount / 7.5}vw`) : value)
      this.changed(name)
    }
    removeAttribute(name) {
      super.removeAttribute(name)
      this.changed(name)
    }
    changed() {}
    /** The property as the template gave it: a list stays a list, which an attribute's text is not. */
    prop(name, otherwise) {
      return this.__wxElement?.getAttribute(name) ?? otherwise
    }
    is(name) {
      return Boolean(this.prop(name, false))
    }
    fire(type, detail = {}) {
      deliver(this, type, detail, false)
    }
    inside(html) {
      const root = this.attachShadow({ mode: 'open' })
      root.innerHTML = `<style>:host { box-sizing: border-box } * { font: inherit; color: inherit; box-sizing: border-box }</style>${html}`
      return root.lastElementChild
    }
  }

  class Image extends Component {
    inner = this.inside('<img alt="" style="width:100%;height:100%;display:block">')
    constructor() {
      super()
      this.inner.onload = () => this.fire('load', { width: this.inner.naturalWidth, height: this.inner.naturalHeight })
      this.inner.onerror = () => this.fire('error', { errMsg: 'GET ' + this.prop('src', '') })
    }
    changed(name) {
      const mode = this.prop('mode', 'scaleToFill')
      if (name === 'src') this.inner.src = fileUrl(this.prop('src', ''))
      this.inner.style.objectFit = { aspectFit: 'contain', aspectFill: 'cover' }[mode] ?? 'fill'
      this.inner.style.height = mode === 'widthFix' ? 'auto' : '100%'
    }
  }

  class RichText extends Component {
    inner = this.inside('<div></div>')
    changed() {
      const nodes = this.prop('nodes', '')
      this.inner.replaceChildren(...(typeof nodes === 'string' ? [inert(nodes)] : nodes.map(richNode)))
    }
  }

  const inert = html => {
    const template = document.createElement('template')
    template.innerHTML = html
    for (const node of template.content.querySelectorAll('*')) {
      for (const { name } of [...node.attributes]) if (name.startsWith('on')) node.removeAttribute(name)
    }
    template.content.querySelectorAll('script, iframe').forEach(node => node.remove())
    return template.content
  }
  const richNode = node => {
    if (node.type === 'text') return document.createTextNode(node.text)
    const element = document.createElement(node.name)
    for (const name of ['class', 'style', 'src', 'href']) if (node.attrs?.[name] !== undefined) element.setAttribute(name, node.attrs[name])
    element.append(...(node.children ?? []).map(richNode))
    return element
  }

  class ScrollView extends Component {
    edge = ''
    constructor() {
      super()
      this.addEventListener('scroll', () => this.scrolled())
    }
    changed(name) {
      if (name === 'scroll-top') queueMicrotask(() => (this.scrollTop = Number(this.prop('scroll-top', 0))))
      if (name === 'scroll-left') queueMicrotask(() => (this.scrollLeft = Number(this.prop('scroll-left', 0))))
      if (name === 'scroll-into-view') setTimeout(() => document.getElementById(this.prop('scroll-into-view', ''))?.scrollIntoView())
    }
    scrolled() {
      const { scrollTop, scrollLeft, scrollWidth, scrollHeight, clientHeight } = this
      this.fire('scroll', { scrollTop, scrollLeft, scrollWidth, scrollHeight })
      const below = scrollHeight - scrollTop - clientHeight
      const edge = below <= Number(this.prop('lower-threshold', 50)) ? 'lower' : scrollTop <= Number(this.prop('upper-threshold', 50)) ? 'upper' : ''
      if (edge !== '' && edge !== this.edge) this.fire(`scrollto${edge}`, { direction: edge === 'lower' ? 'bottom' : 'top' })
      this.edge = edge
    }
  }

  class Swiper extends Component {
    get items() {
      return [...this.querySelectorAll('wx-swiper-item')]
    }
    connectedCallback() {
      this.observer = new frame.MutationObserver(() => this.changed('current'))
      this.observer.observe(this, { childList: true })
      this.changed('current')
    }
    changed(name) {
      if (name === 'current') this.turn(Number(this.prop('current', 0)))
    }
    turn(current) {
      this.current = current
      this.items.forEach((item, i) => item.toggleAttribute('off', i !== current))
    }
    swiped(distance) {
      const next = this.current - Math.sign(distance)
      if (Math.abs(distance) < 50 || this.items[next] === undefined) return
      this.turn(next)
      this.fire('change', { current: next, source: 'touch' })
    }
  }

  class PageMeta extends Component {
    changed() {
      document.documentElement.style.fontSize = this.prop('root-font-size', '')
      document.body.style.cssText = this.prop('page-style', '')
      document.body.style.fontSize ||= this.prop('page-font-size', '')
      if (this.prop('background-color') !== undefined) document.documentElement.style.background = this.prop('background-color')
    }
  }

  // Taro puts one, empty, into every page-meta.
  class NavigationBar extends Component {
    changed(name) {
      if (name === 'title' && this.prop('title', '') !== '') report('The title of a navigation-bar is not imitated, use setNavigationBarTitle')
    }
  }

  // Draws its children at the end of the page, out of any clipping or stacking; they keep their place in the template's tree.
  class RootPortal extends Component {
    outlet = document.createElement('wx-root-portal-outlet')
    connectedCallback() {
      document.body.append(this.outlet)
    }
    disconnectedCallback() {
      this.outlet.remove()
    }
    appendChild(child) {
      return this.outlet.appendChild(child)
    }
    insertBefore(child, before) {
      return this.outlet.insertBefore(child, before)
    }
    removeChild(child) {
      return this.outlet.removeChild(child)
    }
    replaceChild(child, old) {
      return this.outlet.replaceChild(child, old)
    }
  }

  class Navigator extends Component {
    tapped() {
      const type = this.prop('open-type', 'navigate')
      const name = { navigate: 'navigateTo', redirect: 'redirectTo' }[type] ?? type
      host.wx[name]({ url: this.prop('url'), delta: Number(this.prop('delta', 1)), fail: detail => this.fire('fail', detail) })
    }
  }

  const classes = {
    ...defineFields(Component, document, host),
    image: Image,
    'rich-text': RichText,
    'scroll-view': ScrollView,
    swiper: Swiper,
    'page-meta': PageMeta,
    'navigation-bar': NavigationBar,
    'root-portal': RootPortal,
    navigator: Navigator,
  }
  for (const tag of TAGS) customElements.define(`wx-${tag}`, class extends (classes[tag] ?? Component) {})
}

// Pictures come from the package, from the phone's files, or from data; a foreign address stays as it is.
function fileUrl(source) {
  if (source.startsWith('wxfile://')) return `/disk/${source.slice('wxfile://'.length)}`
  return source === '' || /^(data|https?):/.test(source) ? source : `/dist/${source.replace(/^\.?\//, '')}`
}
