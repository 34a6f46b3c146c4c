import type { BoardAnswer } from '../core/boardWire'
import type { StoredRecord } from '../core/op'
import type { Day } from '../core/period'
import type { DrillAnswer, DrillRequest, FileLink, FiguresAnswer, FiguresRequest, HistoryAnswer, Problem, RecordAnswer } from '../core/protocol'
import type { Copy, CorrectionsAnswer, DraftText, Freeze, FrozenAnswer, FrozenHead, ImportedText, ReportAnswer, ReportDraft, ReportList } from '../core/reportWire'
import { boardPath, questionsOf, type BoardRequest } from '../domain/board/request'
import { PROBLEMS, type ProblemCode } from '../domain/words'
import { offline, type Account } from './account'
import { crc32 } from '../core/media'
import type { Answer } from './wire'

/** A template of a township for one period. */
export interface ReportName {
  readonly stream: string
  readonly template: string
  readonly period: string
}

/** `waitMs`: for so long the server wants to be left alone. */
export type PutOff = Problem & { readonly waitMs?: number }

/** Typed requests for what is read on the server. Each answers, or says in Chinese why not. */
export interface Online {
  figures(request: FiguresRequest): Promise<FiguresAnswer | Problem>
  /** The answers to a board's questions; null: those of `known`, an earlier answer to the same request, still stand. */
  board(stream: string, request: BoardRequest, known: BoardAnswer | null): Promise<BoardAnswer | null | PutOff>
  drill(request: DrillRequest): Promise<DrillAnswer | Problem>
  /** Also shown under `view.borrowed` from then on, so that it can be written to. */
  record(stream: string, id: string): Promise<RecordAnswer | Problem>
  /** The last ops of a record; `before`: those before that change. */
  history(stream: string, id: string, before?: number): Promise<HistoryAnswer | Problem>
  /** `until` null: to the end of the period. */
  report(report: ReportName, until: Day | null): Promise<ReportAnswer | Problem>
  /** The same of a text that is still being written. */
  preview(report: ReportName, draft: ReportDraft): Promise<ReportAnswer | Problem>
  reports(stream: string): Promise<ReportList | Problem>
  /** The text for WPS, as it is being written or (null) as it was saved. */
  textDocxUrl(report: ReportName, text: DraftText | null): Promise<FileLink | Problem>
  /** The text of a .docx that was edited there; nothing is saved. */
  textFromDocx(report: ReportName, bytes: Uint8Array<ArrayBuffer>): Promise<ImportedText | Problem>
  docxUrl(report: ReportName, copy: Copy, until: Day | null): Promise<FileLink | Problem>
  /** 定稿 of what was read at `request.at`. */
  freeze(stream: string, request: Freeze): Promise<FrozenHead | Problem>
  frozen(stream: string, id: string): Promise<FrozenAnswer | Problem>
  corrections(stream: string, id: string): Promise<CorrectionsAnswer | Problem>
  frozenFileUrl(stream: string, id: string, copy: Copy): Promise<FileLink | Problem>
  get<T>(path: string): Promise<T | Problem>
  post<T>(path: string, body: unknown): Promise<T | Problem>
  /** A file as it is. */
  upload<T>(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<T | Problem>
}

/** `lend`: where a record read online goes. */
export function createOnline(account: Account, lend: (stream: string, record: StoredRecord) => void): Online {
  async function get<T>(path: string): Promise<T | Problem> {
    return answered<T>(await account.call('GET', path))
  }
  async function post<T>(path: string, body: unknown): Promise<T | Problem> {
    return answered<T>(await account.call('POST', path, body))
  }
  async function upload<T>(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<T | Problem> {
    return answered<T>(await account.callBytes(path, bytes, crc32(bytes)))
  }
  return {
    get, post, upload,
    figures: (request) => post('/api/figures', request),
    async board(stream, request, known) {
      const answer = await account.callAgain(boardPath(stream, request), known === null || known.tag === '' ? null : known.tag)
      if (answer.kind === 'unchanged') return null
      const board = answered<BoardAnswer>(answer)
      if (!isProblem(board)) return board
      if (!OTHER_BOARD.includes(board.code)) return 'waitMs' in answer ? { ...board, waitMs: answer.waitMs } : board
      const figures = await post<FiguresAnswer>('/api/figures', { stream, queries: Object.values(questionsOf(request)), at: null })
      return isProblem(figures) ? figures : { ...figures, tag: '' }
    },
    drill: (request) => post('/api/drill', request),
    async record(stream, id) {
      const answer = await get<RecordAnswer>(`/api/record/${stream}/${id}`)
      if (!isProblem(answer)) lend(stream, answer.record)
      return answer
    },
    history: (stream, id, before) => get(`/api/history/${stream}/${id}${before === undefined ? '' : `?before=${before}`}`),
    report: (report, until) => get(`${pathOf(report)}${cut(until)}`),
    preview: (report, draft) => post(`${pathOf(report)}/preview`, draft),
    reports: (stream) => get(`/api/reports/${stream}`),
    textDocxUrl: (report, text) => post(`${pathOf(report)}/text/link`, { text }),
    textFromDocx: (report, bytes) => upload(`${pathOf(report)}/text`, bytes),
    docxUrl: (report, copy, until) => post(`${pathOf(report)}/link/${copy}${cut(until)}`, {}),
    freeze: (stream, request) => post(`/api/frozen/${stream}`, request),
    frozen: (stream, id) => get(`/api/frozen/${stream}/${id}`),
    corrections: (stream, id) => get(`/api/frozen/${stream}/${id}/corrections`),
    frozenFileUrl: (stream, id, copy) => post(`/api/frozen/${stream}/${id}/link/${copy}`, {}),
  }
}

/** A server of another day asks its boards other questions, or does not know of them at all. */
const OTHER_BOARD: readonly string[] = ['outdated', 'notFound'] satisfies readonly ProblemCode[]

function pathOf({ stream, template, period }: ReportName): string {
  return `/api/report/${stream}/${template}/${period}`
}

function cut(until: Day | null): string {
  return until === null ? '' : `?until=${until}`
}

/** Tells an answer from a refusal to answer. */
export function isProblem(answer: unknown): answer is Problem {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'message' in answer
}

function answered<T>(answer: Answer): T | Problem {
  switch (answer.kind) {
    case 'ok':
      return answer.body as T
    case 'problem':
      return answer.problem
    case 'expired':
      return { code: 'expired', message: PROBLEMS.expired }
    case 'unchanged':
    case 'noAnswer':
      return offline()
  }
}
