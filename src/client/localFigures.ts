import { evaluate, evaluateBy, gatherPlaces, type Group } from '../core/figure'
import { own } from '../core/own'
import { isWithin, treeOn, type Places } from '../core/place'
import { treeDayOf, type FigureQuery, type FiguresAnswer, type FiguresRequest } from '../core/protocol'
import type { RecordType, Registry } from '../core/recordType'
import { isGuarded, published } from '../domain/suppress'
import type { ShownRecord, ViewState } from './state'

export interface LocalCount {
  readonly types: Registry
  readonly view: ViewState
  readonly request: FiguresRequest
  /** The change this phone has everything up to. */
  readonly n: number
  readonly readAt: string
  readonly waiting: number
}

/** The server's figures over what this phone holds, own unconfirmed ops included. Of an unknown kind there is nothing to count. */
export function countLocally({ types, view, request, n, readAt, waiting }: LocalCount): FiguresAnswer {
  const records = [...view.records.values()]
  const results = request.queries.map((query) => {
    const type = own(types, query.figure.kind)
    return type === undefined ? { value: 0, groups: [] } : resultOf(type, query, request.stream, view.config.places, records)
  })
  return { at: { town: n, county: view.config.n }, readAt, results, waiting }
}

function resultOf(type: RecordType, query: FigureQuery, stream: string, now: Places, records: readonly ShownRecord[]): FiguresAnswer['results'][number] {
  const { figure, period, by } = query
  const places = treeOn(now, treeDayOf(query))
  const root = query.place ?? stream
  const inPlace = (place: string): boolean => query.place === null || isWithin(places, place, root)
  const extent = records.filter((record) => record.kind === type.kind && (type.stream === 'county' || record.stream === stream))
  const groups: readonly Group[] = by === null ? [] : evaluateBy(type, figure, period, inPlace, by, extent)
  const counted = {
    value: evaluate(type, figure, period, inPlace, extent),
    groups: by?.kind === 'place' && by.level !== null ? gatherPlaces(groups, places, by.level, root) : groups,
  }
  return isGuarded(type, figure, by) ? published(counted) : counted
}
