import type { RevealNote } from '../core/privacyWire'
import { createReveals } from './reveals'
import { memoryKv } from './platform/kv'

const note = (id: string): RevealNote => ({ id, stream: 's', record: 'r', kind: 'dispute', classes: ['name'], reason: null, at: '2026-06-15T02:00:00.000Z' })

function phone() {
  const sent: (readonly string[])[] = []
  const line = { isUp: false, isHeard: true }
  const values = new Map<string, string>()
  const reveals = createReveals(memoryKv(values), {
    call: (_method, _path, body) => {
      if (!line.isUp) return Promise.resolve({ kind: 'noAnswer', status: null })
      sent.push((body as { reveals: readonly RevealNote[] }).reveals.map(({ id }) => id))
      return Promise.resolve(line.isHeard ? { kind: 'ok', body: { taken: 1 } } : { kind: 'noAnswer', status: null })
    },
  })
  return { sent, line, values, reveals }
}

test('what was seen without a network is handed in later, in order and in batches, and then leaves the phone', async () => {
  const { sent, line, values, reveals } = phone()
  await Promise.all(Array.from({ length: 120 }, (_, i) => reveals.note('zhang', note(`n${i}`))))
  await reveals.handIn('zhang')
  expect(sent).toEqual([])
  line.isUp = true
  await reveals.handIn('zhang')
  expect(sent.map((ids) => ids.length)).toEqual([50, 50, 20])
  expect(sent.flat()).toEqual(Array.from({ length: 120 }, (_, i) => `n${i}`))
  expect(values.size).toBe(0)
})

test("one person's notes go out under nobody else's token", async () => {
  const { sent, line, reveals } = phone()
  await reveals.note('zhang', note('a'))
  line.isUp = true
  await reveals.handIn('li')
  expect(sent).toEqual([])
})

test('a batch whose answer was lost is sent again: the server takes each once', async () => {
  const { sent, line, reveals } = phone()
  await reveals.note('zhang', note('a'))
  line.isUp = true
  line.isHeard = false
  await reveals.handIn('zhang')
  line.isHeard = true
  await reveals.handIn('zhang')
  expect(sent).toEqual([['a'], ['a']])
})
