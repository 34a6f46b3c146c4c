import { own } from '../core/own'
import { typeOf } from '../domain/registry'
import { open } from './routes'

/** To the form of the one move that sees to it; to the record where there is a choice, or where the move only wants a yes. */
export function openTodo({ record: { id, kind, stream }, move }: { readonly record: { readonly id: string; readonly kind: string; readonly stream: string }; readonly move: string | null }): void {
  const asks = move === null ? 0 : own(typeOf(kind)?.moves ?? {}, move)?.asks.length ?? 0
  if (move === null || asks === 0) open('record', { id, stream })
  else open('edit', { kind, id, stream, move })
}
