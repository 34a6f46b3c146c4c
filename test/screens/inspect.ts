export interface Finding {
  readonly rule: string
  /** Class and words of the thing. */
  readonly element: string
  readonly why: string
}

export interface Measures {
  /** Height and width a finger needs, px. */
  readonly tall: number
  readonly wide: number
  /** Part of the window the docked things may take. */
  readonly docked: number
  /** Selector of what goes sideways by design. */
  readonly strips: string
  /** Selector of what ends in an ellipsis by design: it takes the room of its box, however long its words are. */
  readonly givesWay: string
}

/**
 * What is seen of the page on top: what is wider than the window, cut off, written over other words, too small for a finger, tappable
 * without saying so, out of reach. It runs in the browser: nothing outside it may be named.
 */
export function inspect({ tall, wide, docked, strips, givesWay }: Measures): readonly Finding[] {
  const SLACK = 1
  const found: Finding[] = []
  const tell = (rule: string, element: Element, why: string): void => {
    const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)
    found.push({ rule, element: `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} “${words}”`, why })
  }
  const px = (value: number): string => `${Math.round(value * 10) / 10} px`
  const page = [...document.querySelectorAll('.page')].find((each) => each.getBoundingClientRect().height > 0)
  if (page === undefined) return [{ rule: 'page', element: 'body', why: 'no page is shown' }]
  const root: Element = page
  const all = [...root.querySelectorAll('*')].filter((each) => each.closest('.watermark, .unseen, svg') === null && each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  const width = document.documentElement.clientWidth
  const styles = new Map(all.map((each) => [each, getComputedStyle(each)]))
  const styleOf = (each: Element): CSSStyleDeclaration => styles.get(each) ?? getComputedStyle(each)
  const texts = all.flatMap(wordsOf)

  sideways()
  texts.forEach(cutOff)
  over(texts.filter(({ element }) => !within(element).some((each) => /fixed|sticky/.test(styleOf(each).position))))
  all.filter((each) => each.matches(TAPPABLE())).forEach(finger)
  all.forEach(silent)
  dock()
  primary()
  return found

  function TAPPABLE(): string {
    return 'button, a[href], input, textarea, select, [role=button], [role=link], [role=tab], [role=radio], [role=checkbox], [role=switch], [tabindex="0"]'
  }

  /** Itself and what it stands in, up to the page. */
  function within(element: Element): readonly Element[] {
    const line: Element[] = []
    for (let each: Element | null = element; each !== null && each !== root; each = each.parentElement) line.push(each)
    return line
  }

  /** Its own words, where they are drawn. */
  function wordsOf(element: Element): readonly { readonly element: Element; readonly boxes: readonly DOMRect[] }[] {
    const range = document.createRange()
    const whole = element.closest(givesWay)?.getBoundingClientRect()
    const boxes = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '').flatMap((node) => {
      range.selectNodeContents(node)
      return [...range.getClientRects()]
    })
    return boxes.length === 0 ? [] : [{ element, boxes: whole === undefined ? boxes : [whole] }]
  }

  function sideways(): void {
    const scrolls = document.documentElement.scrollWidth - width
    if (scrolls > SLACK) found.push({ rule: 'sideways', element: 'html', why: `the page scrolls ${px(scrolls)} sideways` })
    for (const each of all.filter((one) => /auto|scroll/.test(styleOf(one).overflowX) && one.scrollWidth > one.clientWidth + SLACK && !one.matches(strips))) {
      tell('sideways', each, `its contents are ${px(each.scrollWidth - each.clientWidth)} wider; when that is meant it is named among the strips`)
    }
  }

  function cutOff({ element, boxes }: { readonly element: Element; readonly boxes: readonly DOMRect[] }): void {
    const [left, right] = [Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.right))]
    const [top, bottom] = [Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.bottom))]
    // The box of a line is a little taller than its letters: what is cut off there is air.
    const air = parseFloat(styleOf(element).fontSize) * 0.25
    for (const box of within(element)) {
      const style = styleOf(box)
      const around = box.getBoundingClientRect()
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) return
      if (!box.matches(givesWay) && ends(box, style)) tell('clipped', box, 'ends in an ellipsis')
      if (/hidden|clip/.test(style.overflowX) && (right > around.right + SLACK || left < around.left - SLACK)) tell('clipped', element, `cut off at the side by .${box.className}`)
      if (/hidden|clip/.test(style.overflowY) && (bottom > around.bottom + air || top < around.top - air)) tell('clipped', element, `cut off above or below by .${box.className}`)
    }
    if (right > width + SLACK || left < -SLACK) tell('sideways', element, `its words end ${px(Math.max(right - width, -left))} outside the window`)
  }

  function ends(box: Element, { textOverflow, webkitLineClamp }: CSSStyleDeclaration): boolean {
    if (textOverflow === 'ellipsis' && box.scrollWidth > box.clientWidth + SLACK) return true
    return /\d/.test(webkitLineClamp) && box.scrollHeight > box.clientHeight + SLACK
  }

  /** What stands outside its box runs into its neighbour. */
  function over(still: typeof texts): void {
    const lines = still.flatMap(({ element, boxes }) => boxes.map((box) => ({ element, box }))).filter(({ box }) => box.width > 2 && box.height > 2)
    lines.sort((a, b) => a.box.top - b.box.top)
    lines.forEach((one, at) => {
      for (const other of lines.slice(at + 1)) {
        if (other.box.top > one.box.bottom) return
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const deep = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
        if (across > 3 && deep > Math.min(one.box.height, other.box.height) * 0.4) tell('over', one.element, `stands over “${(other.element.textContent ?? '').trim().slice(0, 30)}”`)
      }
    })
  }

  function finger(each: Element): void {
    const shown = each.matches('input, textarea') ? each.closest('label, .search') ?? each : each
    const around = shown.getBoundingClientRect()
    if (around.width === 0) return
    if (around.height < tall - SLACK && reach(each, around, 'y') < tall - SLACK) tell('finger', each, `${px(around.height)} high, a finger needs ${px(tall)}`)
    // Words inside a sentence are as wide as they are.
    if (styleOf(each).display === 'inline') return
    if (around.width < wide - SLACK && reach(each, around, 'x') < wide - SLACK) tell('finger', each, `${px(around.width)} wide, a finger needs ${px(wide)}`)
  }

  /** How large it is for a finger: words carry their reach unseen, in a pseudo-element or a padding. */
  function reach(each: Element, { width: wideness, height }: DOMRect, axis: 'x' | 'y'): number {
    each.scrollIntoView({ block: 'center' })
    const now = each.getBoundingClientRect()
    const [x, y] = [now.left + Math.min(now.width, width) / 2, now.top + now.height / 2]
    const [half, need] = axis === 'y' ? [height / 2, tall] : [wideness / 2, wide]
    const hits = (away: number): boolean => {
      const there = document.elementFromPoint(axis === 'x' ? x + away : x, axis === 'y' ? y + away : y)
      if (there === null) return false
      // In a sentence, what the finger meets beside it is the next number of that sentence: there is no room for both, and each opens its own.
      const other = there.closest(TAPPABLE())
      if (other !== null && styleOf(each).display === 'inline' && styleOf(other).display === 'inline') return true
      return each.contains(there) || there.closest('label')?.contains(each) === true
    }
    const along = (way: 1 | -1): number => {
      let away = half
      while (away < need && hits(way * (away + 1))) away += 1
      return away
    }
    return along(-1) + along(1)
  }

  /** Taro hangs a listener on any element; only one that says what it is can be found without eyes. */
  function silent(each: Element): void {
    if (each.hasAttribute('role') || each.matches('button, a, input, textarea, select, label, .sheet-veil')) return
    const fiber = Object.entries(each).find(([key]) => key.startsWith('__reactFiber$'))?.[1] as Fiber | undefined
    const isTaros = each.tagName.startsWith('TARO-')
    if (fiber?.memoizedProps?.onClick !== undefined || (isTaros && fiber?.return?.memoizedProps?.onClick !== undefined)) tell('role', each, 'can be tapped and says not what it is: Tap')
  }

  function dock(): void {
    const bottom = root.querySelector('.bottom')
    const height = bottom?.getBoundingClientRect().height ?? 0
    if (bottom !== null && height > window.innerHeight * docked && styleOf(bottom).position !== 'static') tell('docked', bottom, `covers ${px(height)} of ${px(window.innerHeight)}`)
  }

  function primary(): void {
    const button = all.find((each) => each.matches('button.button-filled:not([disabled])'))
    if (button === undefined) return
    button.scrollIntoView({ block: 'center' })
    const around = button.getBoundingClientRect()
    const there = document.elementFromPoint(around.left + around.width / 2, around.top + around.height / 2)
    if (there === null || !button.contains(there)) tell('primary', button, there === null ? 'outside the window' : `under ${there.tagName.toLowerCase()}.${there.className}`)
  }
}

interface Fiber {
  readonly memoizedProps?: { readonly onClick?: unknown }
  readonly return?: Fiber
}

/** In the browser: resolves when nothing has changed on the page for so many milliseconds, or after three seconds. */
export function settled(quiet: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      watch.disconnect()
      clearTimeout(timer)
      clearTimeout(end)
      resolve()
    }
    const end = setTimeout(() => done(), 3_000)
    let timer = setTimeout(() => done(), quiet)
    const watch = new MutationObserver(() => {
      clearTimeout(timer)
      timer = setTimeout(done, quiet)
    })
    watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  })
}
