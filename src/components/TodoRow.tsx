import { useConfig, useToday } from '../client/hooks'
import { placeName } from '../core/place'
import { RecordRow } from './RecordRow'
import { StateMark } from './StateMark'
import { openTodo } from './openTodo'
import { dueMark, type Todo } from './todos'

/** Whose, what, where or why, and by when; leads to what sees to it. */
export function TodoRow({ todo, full = false }: { readonly todo: Todo; readonly full?: boolean }) {
  const config = useConfig()
  const today = useToday()
  const { record, due, what, why } = todo
  const where = placeName(config.places, String(record.values.place ?? ''))
  return (
    <RecordRow
      record={record}
      facts={full ? [what, where, why] : [what, where]}
      right={due === null ? undefined : <StateMark {...dueMark(due, today)} />}
      chevron
      onOpen={() => openTodo(todo)}
    />
  )
}
