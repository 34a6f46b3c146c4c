import { Text, View } from '@tarojs/components'
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import '../../styles/reportWide.scss'
import { officialPageNumber } from '../../core/officialLayout'
import { Segmented } from '../../components/Segmented'
import { Icon } from '../../components/Icon'
import { useKeys } from '../../components/keys'
import { Tap } from '../../components/Tap'
import type { OfficialPagesProps } from './OfficialPages'
import { OfficialText } from './OfficialText'
import { paper, paperCss } from './paper'

const ZOOMS = [{ code: 'page', text: '整页' }, { code: 'actual', text: '原大' }] as const
/** Shows a whole page on a screen of 900 pixels. */
const WHOLE_PAGE = 0.72
const PX_PER_MM = 96 / 25.4

/** One page of the paper at a time. The text runs through columns as wide as the page's text, so that lines break as on paper at any zoom. */
export function OfficialPages({ goTo, fonts, ...text }: OfficialPagesProps) {
  const flow = useRef<HTMLDivElement>(null)
  const [page, setPage] = useState(0)
  const [count, setCount] = useState(1)
  const [zoomCode, setZoom] = useState<string>('page')
  const desk = useRef<HTMLDivElement>(null)
  const room = useRoom(desk)
  const zoom = zoomCode === 'actual' ? 1 : Math.min(WHOLE_PAGE, room / (paper.widthMm * PX_PER_MM))
  const pitch = paper.pitchMm * PX_PER_MM

  useLayoutEffect(() => {
    if (flow.current !== null) putColophonAtFoot(flow.current)
    const width = flow.current?.scrollWidth ?? 0
    setCount(Math.max(1, Math.ceil((width - 1) / pitch)))
  }, [text.paragraphs, pitch, fonts])

  const turnTo = useCallback((target: Element | null): void => {
    if (target === null || flow.current === null) return
    const distance = (target.getBoundingClientRect().left - flow.current.getBoundingClientRect().left) / zoom
    setPage(Math.max(0, Math.floor((distance + 1) / pitch)))
  }, [pitch, zoom])

  useEffect(() => {
    // Of this page: one opened before it is still in the document, with the same ids.
    if (goTo !== null) turnTo(flow.current?.querySelector(`#${goTo.id}`) ?? null)
  }, [goTo, turnTo])

  const at = Math.min(page, count - 1)
  const turn = (by: number): void => setPage(Math.min(count - 1, Math.max(0, at + by)))
  useKeys((key, isTyping) => {
    const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[key]
    if (isTyping || by === undefined) return false
    turn(by)
    return true
  })
  const number = at + 1
  return (
    <div ref={desk} className="paper-desk">
      <style>{paperCss(fonts)}</style>
      <View className="paper-bar">
        <Text className="meta">第 {number} 页，共 {count} 页</Text>
        <Tap className="paper-turn" label="上一页" off={at === 0} onTap={() => turn(-1)}><Icon name="left" size="small" /></Tap>
        <Tap className="paper-turn" label="下一页" off={number === count} onTap={() => turn(1)}><Icon name="right" size="small" /></Tap>
        <View className="grow" />
        <Segmented label="大小" choices={ZOOMS} picked={zoomCode} onPick={setZoom} />
      </View>
      <View className="paper-scroll">
        <View className="paper-frame" style={{ width: `${paper.widthMm * zoom}mm`, height: `${paper.heightMm * zoom}mm` }}>
          <View className="paper-page" style={{ transform: `scale(${zoom})` }}>
            <View className="paper-window">
              <div ref={flow} className="paper-text" style={{ transform: `translateX(-${at * paper.pitchMm}mm)` }} onFocus={(event) => turnTo(event.target)}>
                <OfficialText {...text} />
              </div>
            </View>
            <View className={`paper-number paper-number-${number % 2 === 1 ? 'odd' : 'even'}`}>{officialPageNumber.dash} {number} {officialPageNumber.dash}</View>
          </View>
        </View>
      </View>
    </div>
  )
}

/** 版记 stands at the foot of the page it is on. Pages on the screen are as high as those of the printer, so what is free above it is the same. */
function putColophonAtFoot(flow: HTMLElement): void {
  flow.style.setProperty('--foot', '0px')
  const colophon = flow.querySelector('.op-colophon')
  if (colophon === null) return
  const [page, lines] = [flow.getBoundingClientRect(), colophon.getBoundingClientRect()]
  const zoom = page.height / flow.offsetHeight
  const free = (page.bottom - lines.bottom) / zoom
  flow.style.setProperty('--foot', `${Math.max(0, Math.floor(free))}px`)
}

/** How wide an element is, whenever that changes. */
function useRoom(element: RefObject<HTMLElement>): number {
  const [room, setRoom] = useState(Infinity)
  useLayoutEffect(() => {
    if (element.current === null) return undefined
    // Safari before 13.4: the page keeps its width.
    if (typeof ResizeObserver === 'undefined') return undefined
    const observer = new ResizeObserver(([entry]) => setRoom(entry?.contentRect.width ?? Infinity))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return room
}
