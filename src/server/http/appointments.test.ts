import { createAppointments } from './appointments'

test('a crowd that is turned away comes back as fast as answers leave, not at once', () => {
  let now = 1_000_000
  const appointments = createAppointments(() => now)
  for (let i = 0; i < 500; i += 1) {
    now += 10
    appointments.answered()
  }
  const told = Array.from({ length: 3_000 }, () => appointments.next())
  const bySecond = new Map<number, number>()
  for (const seconds of told) bySecond.set(seconds, (bySecond.get(seconds) ?? 0) + 1)
  expect(told).toEqual([...told].sort((a, b) => a - b))
  expect(bySecond.get(1)).toBe(100)
  expect(Math.max(...[...bySecond.values()])).toBeLessThanOrEqual(101)
  expect(Math.max(...told)).toBe(30)
})

test('a server that has just begun, or is stuck, keeps nobody longer than a minute', () => {
  let now = 0
  const appointments = createAppointments(() => now)
  const told = Array.from({ length: 2_000 }, () => appointments.next())
  expect([told[0], Math.max(...told)]).toEqual([1, 60])
  now += 120_000
  expect(appointments.next()).toBe(1)
})
