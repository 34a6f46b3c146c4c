import type { HttpAnswer } from './platform/ports'
import { createWire } from './wire'

const answered = (answer: HttpAnswer) =>
  createWire({ http: { send: async () => answer }, device: { after: () => () => undefined } as never })('POST', '/api/push', { kind: 'json', body: {} }, null)

test.each([['7', 7_000], ['0', 0], ['999999', 120_000]])('a server that asks to wait for %s seconds is left alone for %i ms', async (retryAfter, waitMs) => {
  expect(await answered({ kind: 'answer', status: 503, text: '{"code":"serverBusy","message":"忙"}', retryAfter })).toMatchObject({ kind: 'problem', waitMs })
  expect(await answered({ kind: 'answer', status: 503, text: '<html>', retryAfter })).toMatchObject({ kind: 'noAnswer', waitMs })
})

test.each([null, undefined, 'Sun, 22 Nov 2026 09:00:00 GMT', '-3', '1.5', ''])('Retry-After %s says nothing', async (retryAfter) => {
  const answer = await answered({ kind: 'answer', status: 503, text: '{"code":"serverBusy","message":"忙"}', ...(retryAfter === undefined ? {} : { retryAfter }) })
  expect(answer).not.toHaveProperty('waitMs')
})
