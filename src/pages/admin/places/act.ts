import type { PlaceDepends } from '../../../core/directoryWire'
import type { Place } from '../../../core/place'
import type { Me } from '../../../core/protocol'

export type Act = 'add' | 'rename' | 'move' | 'merge' | 'split' | 'end' | 'correct'

export interface ActProps {
  readonly me: Me
  readonly place: Place
  readonly depends: PlaceDepends | null
  onDone(next: string | null): void
}

/** Who and what still hangs on a place that ends. */
export function leftBehind(depends: PlaceDepends | null): readonly string[] {
  if (depends === null) return ['没有信号，数不出这里还有多少人和事。']
  const { people, units, grants, open } = depends
  return [
    ...(grants > 0 ? [`${grants} 项授权还在这里，请安全管理员改到现在的地方。`] : []),
    ...(people + units > 0 ? [`${people} 个人、${units} 个单位还写在这里，请到“人员”“单位”里改。`] : []),
    ...(open > 0 ? [`没办完的 ${open} 件接着办，还记在原来的地方。`] : []),
  ]
}
