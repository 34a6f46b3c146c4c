import { createPool } from './pool'

function counting(): (length: number) => Promise<Uint8Array> {
  let next = 0
  return (length) => Promise.resolve(Uint8Array.from({ length }, () => (next += 1) & 0xff))
}

test('gives no byte twice, over many fillings', async () => {
  let number = 0
  // Every four bytes are a number of their own.
  const pool = createPool((length) => Promise.resolve(new Uint8Array(Uint32Array.from({ length: length / 4 }, () => (number += 1)).buffer)))
  const seen = new Set<number>()
  for (let i = 0; i < 30_000; i += 1) {
    await pool.ready()
    const [taken = 0] = new Uint32Array(pool.take(4).buffer)
    expect(seen.has(taken)).toBe(false)
    seen.add(taken)
  }
})

test('an empty pool throws instead of giving something predictable', () => {
  expect(() => createPool(counting()).take(16)).toThrow('16 random bytes')
})

test('is ready only when a save and a page of a pull have enough', async () => {
  const pool = createPool(counting())
  await pool.ready()
  expect(pool.take(8 * 1024)).toHaveLength(8 * 1024)
})

test('a generator that fails once is asked again', async () => {
  let isBroken = true
  const pool = createPool((length) => (isBroken ? Promise.reject(new Error('no')) : Promise.resolve(new Uint8Array(length).fill(1))))
  await expect(pool.ready()).rejects.toThrow('no')
  isBroken = false
  await pool.ready()
  expect(pool.take(2)).toEqual(new Uint8Array([1, 1]))
})

test('bytes given out do not change and are not kept', async () => {
  const pool = createPool(counting())
  await pool.ready()
  const first = pool.take(4)
  const copy = [...first]
  pool.take(4)
  expect([...first]).toEqual(copy)
})
