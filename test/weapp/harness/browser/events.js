import { report } from './bridge.js'

const LONG_PRESS = 350
const MOVED = 10

/** Delivers one event to the program through the template's listeners; taps and touches bubble, events of components do not. */
export function deliver(element, type, detail, bubbles, extraFields = {}) {
  element.__wxElement.triggerEvent(type, detail, { bubbles, composed: bubbles, capturePhase: true, extraFields })
}

/** Turns the pointer of a page's frame into the host's touch events, tap and longpress, then lets the component under it act. */
export function listenToPointer(frame) {
  const { document } = frame.contentWindow
  let press = null

  const on = (type, handle) => document.addEventListener(type, handle, { capture: true })
  on('pointerdown', event => {
    const target = nodeAt(event)
    if (target === null) return
    press = { target, x: event.clientX, y: event.clientY, isTap: true }
    const mine = press
    mine.timer = setTimeout(() => {
      mine.isTap = false
      touch('longpress', mine.target, event, { x: event.clientX, y: event.clientY })
    }, LONG_PRESS)
    touch('touchstart', target, event, {})
  })
  on('pointermove', event => {
    if (press === null) return
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) > MOVED) {
      press.isTap = false
      clearTimeout(press.timer)
    }
    touch('touchmove', press.target, event, {})
  })
  on('pointerup', event => {
    if (press === null) return
    clearTimeout(press.timer)
    touch('touchend', press.target, event, {})
    press.target.closest('wx-swiper')?.swiped?.(event.clientX - press.x)
  })
  on('click', event => {
    const target = nodeAt(event)
    const isTap = press === null || press.isTap
    press = null
    // A disabled button swallows the tap: neither it nor anything around it hears of it.
    if (target === null || !isTap || target.closest('wx-button[disabled]') !== null) return
    touch('tap', target, event, { x: event.clientX, y: event.clientY })
    actorAt(target)?.tapped()
  })
  frame.contentWindow.addEventListener('error', event => report(event.error ?? event.message))
}

function touch(type, target, event, detail) {
  const point = { identifier: 0, pageX: event.pageX, pageY: event.pageY, clientX: event.clientX, clientY: event.clientY }
  const touches = type === 'touchend' || type === 'tap' ? [] : [point]
  if (target.isConnected) deliver(target, type, detail, true, { touches, changedTouches: [point] })
}

const nodeAt = event => climb(event.target, node => node.__wxElement !== undefined)
const actorAt = target => climb(target, node => typeof node.tapped === 'function')

function climb(node, wanted) {
  for (let at = node; at !== null && at !== undefined; at = at.parentNode) if (wanted(at)) return at
  return null
}
