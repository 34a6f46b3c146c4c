// Selectors work on the DOM of the page's frame: ids and classes there are those of the template.

const find = (frame, selector, all) => {
  const { contentDocument } = frame
  const text = selector.replace(/>>>/g, ' ')
  return all ? [...contentDocument.querySelectorAll(text)] : contentDocument.querySelector(text)
}

const rectOf = ({ left, top, right, bottom }) => ({ left, top, right, bottom })
/** What is seen of the page, however long it is. */
const viewportOf = ({ innerWidth: width, innerHeight: height }) => ({ left: 0, top: 0, right: width, bottom: height, width, height })
const sizeOf = ({ width, height }) => ({ width, height })

function read(element, fields) {
  const node = element.__wxElement
  const box = element === element.ownerDocument.documentElement ? viewportOf(element.ownerDocument.defaultView) : element.getBoundingClientRect()
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = element
  const style = fields.computedStyle === undefined ? null : element.ownerDocument.defaultView.getComputedStyle(element)
  return {
    ...(fields.id ? { id: element.id } : {}),
    ...(fields.dataset ? { dataset: { ...node?.dataset } } : {}),
    ...(fields.rect ? rectOf(box) : {}),
    ...(fields.size ? sizeOf(box) : {}),
    ...(fields.scrollOffset ? { scrollLeft, scrollTop, scrollWidth, scrollHeight } : {}),
    ...Object.fromEntries((fields.properties ?? []).map(name => [name, element.value !== undefined && name === 'value' ? element.value : node?.getAttribute(name)])),
    ...Object.fromEntries((fields.computedStyle ?? []).map(name => [name, style[name]])),
  }
}

/** `wx.createSelectorQuery`: answers, later and in one list, what was asked of the page on top. */
export function createQuery(page) {
  const asked = []
  const query = {
    in: () => query,
    select: selector => nodes(frame => find(frame, selector, false)),
    selectAll: selector => nodes(frame => find(frame, selector, true)),
    selectViewport: () => nodes(frame => frame.contentDocument.documentElement),
    exec: done => {
      setTimeout(() => {
        const answers = asked.map(({ pick, fields, each }) => {
          const found = pick(page())
          const answer = Array.isArray(found) ? found.map(element => read(element, fields)) : found === null ? null : read(found, fields)
          each?.(answer)
          return answer
        })
        done?.(answers)
      })
      return query
    },
  }
  const nodes = pick => {
    const push = (fields, each) => (asked.push({ pick, fields, each }), query)
    return {
      fields: push,
      boundingClientRect: each => push({ id: true, dataset: true, rect: true, size: true }, each),
      scrollOffset: each => push({ id: true, dataset: true, scrollOffset: true }, each),
    }
  }
  return query
}

/** `wx.createIntersectionObserver` over the browser's, with the page's frame as the viewport. */
export function createObserver(page, { thresholds = [0], observeAll = false } = {}) {
  let root = null
  let margins = {}
  let observer = null
  const relative = (selector, given = {}) => {
    root = selector
    margins = given
    return handle
  }
  const handle = {
    relativeTo: relative,
    relativeToViewport: given => relative(null, given),
    observe: (selector, listener) => {
      const frame = page()
      const side = name => `${margins[name] ?? 0}px`
      const hear = entries => {
        for (const entry of entries) {
          const { intersectionRatio, time, target } = entry
          const rects = { boundingClientRect: entry.boundingClientRect.toJSON(), intersectionRect: entry.intersectionRect.toJSON(), relativeRect: entry.rootBounds?.toJSON() }
          setTimeout(() => listener({ ...rects, intersectionRatio, time, id: target.id, dataset: { ...target.__wxElement?.dataset } }))
        }
      }
      observer = new frame.contentWindow.IntersectionObserver(hear, {
        root: root === null ? frame.contentDocument : find(frame, root, false),
        rootMargin: ['top', 'right', 'bottom', 'left'].map(side).join(' '),
        threshold: thresholds,
      })
      for (const target of observeAll ? find(frame, selector, true) : [find(frame, selector, false)].filter(Boolean)) observer.observe(target)
    },
    disconnect: () => observer?.disconnect(),
  }
  return handle
}
