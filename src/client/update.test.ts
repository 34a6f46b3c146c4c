import fc from 'fast-check'
import { barOf, createUpdates, NO_UPDATE, stepped, takesOver, type UpdateEvent } from './update'

/** A program with a hand on its world: what is true around it, and whether the newer one took over. */
function bench(comesBack = false) {
  const around = { sending: false, open: false, stored: true }
  let newer = (): void => undefined
  const seen = { taken: 0, stores: 0 }
  const timers: (() => void)[] = []
  const updates = createUpdates(
    { comesBack, onNewer: (run) => void (newer = run), takeOver: () => void (seen.taken += 1) },
    {
      isSending: () => around.sending, isSomethingOpen: () => around.open,
      putAway: () => {
        seen.stores += 1
        return Promise.resolve(around.stored)
      },
    },
    (_ms, run) => {
      timers.push(run)
      return () => undefined
    },
  )
  const settle = async (): Promise<void> => {
    for (const run of timers.splice(0)) run()
    for (let i = 0; i < 5; i += 1) await Promise.resolve()
  }
  return { updates, around, seen, settle, newer: () => newer() }
}

test('at a start that nobody has touched, with nothing open, the newer program takes over by itself', async () => {
  const { seen, settle, newer } = bench()
  newer()
  await settle()
  expect(seen).toEqual({ taken: 1, stores: 1 })
})

test('under somebody’s hands it waits to be asked, and comes with the next time the program is brought to the front', async () => {
  const { updates, seen, settle, newer } = bench()
  updates.touched()
  newer()
  await settle()
  expect([seen.taken, barOf(updates.store.getState(), false)]).toEqual([0, 'offered'])
  updates.putOff()
  expect(barOf(updates.store.getState(), false)).toBeNull()
  updates.begun()
  await settle()
  expect(seen.taken).toBe(1)
})

test('a form that lies open is never left by itself, not even when the program comes back from behind', async () => {
  const { updates, around, seen, settle, newer } = bench()
  around.open = true
  newer()
  updates.begun()
  await settle()
  expect(seen.taken).toBe(0)
})

test('a browser that comes back to the page that was open takes the newer one at its very start, and only then', async () => {
  const { around, seen, settle, newer } = bench(true)
  around.open = true
  newer()
  await settle()
  expect(seen.taken).toBe(1)
  const later = bench(true)
  later.around.open = true
  later.updates.begun()
  later.newer()
  await later.settle()
  expect(later.seen.taken).toBe(0)
})

test('tapped while something is being sent or recorded, it waits for the end of it', async () => {
  const { updates, around, seen, settle, newer } = bench()
  around.sending = true
  newer()
  const over = updates.hold()
  updates.want()
  await settle()
  expect([seen.taken, barOf(updates.store.getState(), false)]).toEqual([0, 'waiting'])
  around.sending = false
  await settle()
  expect(seen.taken).toBe(0)
  over()
  over()
  await settle()
  expect(seen.taken).toBe(1)
})

test('wanted, then a form was opened: not before it is left', async () => {
  const { updates, around, seen, settle, newer } = bench()
  updates.touched()
  newer()
  around.sending = true
  updates.want()
  around.open = true
  await settle()
  around.sending = false
  await settle()
  await settle()
  expect(seen.taken).toBe(0)
  around.open = false
  await settle()
  expect(seen.taken).toBe(1)
})

test('what cannot be put on the phone holds the newer program back, and says so', async () => {
  const { updates, around, seen, settle, newer } = bench()
  updates.touched()
  newer()
  around.stored = false
  updates.want()
  await settle()
  expect([seen.taken, barOf(updates.store.getState(), false)]).toEqual([0, 'heldBack'])
  around.stored = true
  updates.want()
  await settle()
  expect(seen.taken).toBe(1)
})

test('something begun while drafts were being put away is not cut off', async () => {
  const { updates, around, seen, settle, newer } = bench()
  updates.touched()
  newer()
  updates.want()
  around.sending = true
  await settle()
  expect(seen.taken).toBe(0)
})

test('a program that the server gives nothing any more says what to do, and that is not put off', () => {
  expect(barOf(NO_UPDATE, true)).toBe('outdated')
  expect(barOf(stepped(stepped(NO_UPDATE, 'ready'), 'putOff'), true)).toBe('outdatedOffered')
})

test('whatever happens in whatever order: nothing takes over that has not come, and nothing over something under way or open', () => {
  const events = fc.array(fc.constantFrom<UpdateEvent>('ready', 'putOff', 'wanted', 'heldBack'), { maxLength: 12 })
  const standing = fc.record({ isUnderWay: fc.boolean(), isSomethingOpen: fc.boolean(), isUntouched: fc.boolean() })
  fc.assert(fc.property(events, standing, (happened, now) => {
    const state = happened.reduce(stepped, NO_UPDATE)
    if (!takesOver(state, now)) return
    expect(happened).toContain('ready')
    expect([now.isUnderWay, now.isSomethingOpen]).toEqual([false, false])
    expect(state.isWanted || now.isUntouched).toBe(true)
  }))
})
