import fc from 'fast-check'
import { ENOUGH_BYTES, firstSmall, LONG_EDGE, QUALITIES, withinEdge } from './smallEnough'

test('a picture keeps its shape, is never made larger, and fits the long edge', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 20_000 }), (width, height) => {
    const small = withinEdge(width, height)
    expect(Math.max(small.width, small.height)).toBe(Math.min(LONG_EDGE, Math.max(width, height)))
    expect(small.width).toBeLessThanOrEqual(width)
    const scale = Math.max(small.width, small.height) / Math.max(width, height)
    expect(Math.abs(small.width - width * scale)).toBeLessThanOrEqual(1)
    expect(Math.abs(small.height - height * scale)).toBeLessThanOrEqual(1)
  }))
})

test('the best quality that is small enough is taken; when none is, the smallest', async () => {
  const tried: number[] = []
  const at = (bytes: (quality: number) => number) => firstSmall((quality) => {
    tried.push(quality)
    return Promise.resolve(new Uint8Array(bytes(quality)))
  })
  expect((await at(() => 1000)).length).toBe(1000)
  expect(tried.splice(0)).toEqual([70])
  expect((await at((quality) => quality * 10_000)).length).toBe(500_000)
  expect(tried.splice(0)).toEqual([70, 50])
  expect((await at((quality) => ENOUGH_BYTES + quality)).length).toBe(ENOUGH_BYTES + 20)
  expect(tried).toEqual([...QUALITIES])
})
