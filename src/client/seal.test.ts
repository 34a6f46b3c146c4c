import { createSealer } from './seal'

const random = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i)
const key = (first: number): string => Buffer.from([first, ...Array<number>(31).fill(7)]).toString('base64')
const sealer = createSealer(key(1), random)
const text = '{"parties":"李某与王某","summary":"宅基地"}'

test('what was sealed opens again', () => {
  expect(sealer.open('ops/a/1', sealer.seal('ops/a/1', text))).toEqual({ kind: 'text', text })
})

test('a sealed file shows nothing of its text', () => {
  const sealed = sealer.seal('ops/a/1', text)
  expect(sealed).toMatch(/^SSB1\.[0-9a-f]{8}\.[A-Za-z0-9+/=]+$/)
  expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64').toString('utf8')).not.toContain('李某')
})

test('another key does not open it', () => {
  expect(createSealer(key(2), random).open('ops/a/1', sealer.seal('ops/a/1', text))).toEqual({ kind: 'damaged' })
})

test('under another name it does not open: files cannot be exchanged', () => {
  expect(sealer.open('ops/a/2', sealer.seal('ops/a/1', text))).toEqual({ kind: 'damaged' })
})

test('F07 a file cut at any byte is damaged, never half read', () => {
  const sealed = sealer.seal('ops/a/1', text)
  for (let length = 0; length < sealed.length; length += 1) {
    expect(sealer.open('ops/a/1', sealed.slice(0, length))).toEqual({ kind: 'damaged' })
  }
})

test('one changed character makes it damaged', () => {
  const sealed = sealer.seal('ops/a/1', text)
  for (let at = 14; at < sealed.length; at += 5) {
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
    expect(sealer.open('ops/a/1', changed).kind).toBe('damaged')
  }
})

test('a file of a newer program is told from a damaged one', () => {
  expect(sealer.open('ops/a/1', 'SSB2.0.AAAA')).toEqual({ kind: 'newer' })
})
