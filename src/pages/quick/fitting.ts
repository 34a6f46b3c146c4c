import { placeName, type Places } from '../../core/place'

/** Characters that fit in one line beside 换…; the frame of a chip takes as much as two. */
const ONE_LINE = 13
const FRAME = 2

/** The first of them, and more as long as their names stay in one line. */
export function fitting(places: Places, ids: readonly string[]): readonly { readonly id: string; readonly text: string }[] {
  let used = 0
  const named = ids.map((id, i, [first = id]) => ({ id, text: i === 0 ? placeName(places, id) : nameBeside(places, first, id) }))
  return named.filter(({ text }, i) => {
    const isShown = i === 0 || used + text.length + FRAME <= ONE_LINE
    if (isShown) used += text.length + FRAME
    return isShown
  })
}

/** Within one village the village need not be said again. */
function nameBeside(places: Places, first: string, id: string): string {
  const whole = placeName(places, id)
  const own = places.byId[id]
  return own !== undefined && own.name !== whole && own.parent === places.byId[first]?.parent ? own.name : whole
}
