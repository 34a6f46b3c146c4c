import type { Row, Value } from '../../core/field'
import type { OpBody, Patch, RowPatches } from '../../core/op'
import type { Day } from '../../core/period'
import type { Kind } from '../../domain/registry'
import { idOf } from './ids'
import { drawFor } from './random'

/** What happened to one record, told day by day. Its days decide which of it exists already. */
export interface Story {
  readonly stream: string
  readonly kind: Kind
  /** Different from every other story's; ids follow from it. */
  readonly name: string
  /** In order; the first one creates the record. */
  readonly steps: readonly Step[]
}

export interface Step {
  /** Id of the person. */
  readonly by: string
  readonly on: Day
  readonly move: string
  readonly set: Patch
  readonly rows?: RowPatches
}

/** An op before it has a device, a place in its order and a base. */
export interface DemoOp {
  readonly id: string
  readonly stream: string
  readonly author: string
  readonly kind: Kind
  readonly record: string
  readonly body: OpBody
  readonly day: Day
  /** Since midnight in Shanghai. */
  readonly minute: number
}

export function recordOf(story: Pick<Story, 'kind' | 'name' | 'steps'>): string {
  return recordIdOf(story.kind, story.name, story.steps[0]?.on)
}

/** The id of a story told elsewhere. */
export function recordIdOf(kind: Kind, name: string, firstDay?: Day): string {
  return idOf(`${kind}/${name}`, firstDay)
}

/** The ops of a story up to and including a day. */
export function opsOf(story: Story, today: Day): readonly DemoOp[] {
  const record = recordOf(story)
  let [lastDay, lastMinute] = ['', 0]
  return story.steps.filter((step) => step.on <= today).map((step, index) => {
    const draw = drawFor(`${story.name}/${index}`)
    const minute = step.on === lastDay ? lastMinute + draw.int(4, 25) : draw.int(OPENING, CLOSING)
    ;[lastDay, lastMinute] = [step.on, minute]
    return {
      id: idOf(`op/${story.kind}/${story.name}/${index}`, step.on),
      stream: story.stream, author: step.by, kind: story.kind, record, body: bodyOf(step, index), day: step.on, minute,
    }
  })
}

/** People write between ten to eight and half past five. */
const OPENING = 470
const CLOSING = 1050

function bodyOf({ move, set, rows }: Step, index: number): OpBody {
  const content = rows === undefined ? { set } : { set, rows }
  return { kind: index === 0 ? 'create' : 'move', move, ...content }
}

/** Rows by position: r1, r2 … */
export function rowsOf(list: readonly Row['values'][], first = 1): Record<string, { readonly set: Row['values'] }> {
  return Object.fromEntries(list.map((set, index) => [`r${String(first + index).padStart(2, '0')}`, { set }]))
}

/** A patch without the values that are not known. */
export function known(values: Readonly<Record<string, Exclude<Value, object> | readonly string[] | undefined>>): Patch {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Patch
}
