import type { StoredRecord } from '../core/op'
import type { Day } from '../core/period'
import type { DrillAnswer, DrillRequest, FiguresAnswer, FiguresRequest, HistoryAnswer, Problem, RecordAnswer, ReportAnswer, ReportList } from '../core/protocol'

/** Typed requests for what is read on the server. Each answers, or says in Chinese why not. */
export interface Online {
  figures(request: FiguresRequest): Promise<FiguresAnswer | Problem>
  drill(request: DrillRequest): Promise<DrillAnswer | Problem>
  /** Also shown under `view.borrowed` from then on, so that it can be written to. */
  record(stream: string, id: string): Promise<RecordAnswer | Problem>
  history(stream: string, id: string): Promise<HistoryAnswer | Problem>
  report(stream: string, template: string, until: Day): Promise<ReportAnswer | Problem>
  reports(stream: string): Promise<ReportList | Problem>
  docxUrl(stream: string, template: string, until: Day): Promise<{ readonly url: string } | Problem>
  feedback(text: string, contact: string): Promise<null | Problem>
  get<T>(path: string): Promise<T | Problem>
  post<T>(path: string, body: unknown): Promise<T | Problem>
}

/** Tells an answer from a refusal to answer. */
export function isProblem(answer: unknown): answer is Problem {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'message' in answer
}

export type Lent = (stream: string, record: StoredRecord) => void
