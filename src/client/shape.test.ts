import { asProblem, asPullAnswer, asPushAnswer, asSession, parsed } from './shape'

const ID = '00000000-0000-4000-8000-000000000001'
const push = { epoch: 'e1', results: [{ id: ID, kind: 'applied', n: 3, conflicts: [], given: {} }, { id: ID, kind: 'rejected', refusal: { code: 'notAllowed' } }, { id: ID, kind: 'retry' }] }
const record = { id: ID, kind: 'dispute', stage: 'registered', values: {}, written: [], n: 1, createdBy: ID }
const stream = { stream: ID, epoch: 'e1', fresh: false, from: 0, to: 1, records: [record], bare: [[2, 3]], gone: [ID] }
const pull = { cursor: 'c', more: false, streams: [stream] }
const session = { me: { person: ID, name: '张某', county: ID, grants: [], roles: [], unit: null }, device: 'K7', journalKey: 'AAAA', access: 'a', accessExpiresAt: '', refresh: null, mode: 'demo', minProtocol: 1 }

test('answers of this server are recognised', () => {
  expect(asPushAnswer(push)).toBe(push)
  expect(asPullAnswer(pull)).toBe(pull)
  expect(asSession(session)).toBe(session)
  expect(asProblem({ code: 'expired', message: '登录过期了', more: 1 })).toEqual({ code: 'expired', message: '登录过期了' })
})

test('a verdict of a newer server does not spoil those beside it', () => {
  expect(asPushAnswer({ ...push, results: [...push.results, { id: ID, kind: 'deferred' }] })).not.toBeNull()
})

const NOT_JSON = ['', '<html></html>', '{"epoch":', 'undefined']
test.each(NOT_JSON)('%j is no JSON', (text) => {
  expect(parsed(text)).toBeNull()
})

const OTHERS: readonly unknown[] = [null, 1, 'ok', [], {}, { ok: true }, { success: true, data: [] }]

test.each([
  ...OTHERS, { results: [] }, { epoch: 'e1' }, { epoch: 'e1', results: {} }, { epoch: 'e1', results: [{ id: 'x', kind: 'applied' }] },
  { epoch: 'e1', results: [{ id: ID, kind: 'applied', n: -1, conflicts: [], given: {} }] }, { epoch: 'e1', results: [{ id: ID, kind: 'applied', n: 1 }] },
  { epoch: 'e1', results: [{ id: ID, kind: 'rejected' }] }, { epoch: 'e1', results: [{ id: ID }] },
])('%j is no answer to a push', (raw) => {
  expect(asPushAnswer(raw)).toBeNull()
})

test.each([
  ...OTHERS, { ...pull, cursor: 1 }, { ...pull, more: undefined }, { ...pull, streams: [] }, { ...pull, streams: [{ ...stream, epoch: null }] },
  { ...pull, streams: [{ ...stream, bare: [[1]] }] }, { ...pull, streams: [{ ...stream, records: [{ ...record, id: '../x' }] }] }, { ...pull, streams: [{ ...stream, gone: ['x'] }] },
])('%j is no answer to a pull', (raw) => {
  expect(asPullAnswer(raw)).toBeNull()
})

test.each([...OTHERS, { ...session, me: null }, { ...session, journalKey: undefined }, { ...session, me: { ...session.me, grants: [1] } }])('%j is no session', (raw) => {
  expect(asSession(raw)).toBeNull()
})

test.each([...OTHERS, { message: 'Not Found', statusCode: 404 }])('%j is no problem of this server', (raw) => {
  expect(asProblem(raw)).toBeNull()
})
