/** When those who are turned away shall come again: one after the other, as fast as answers leave. */
export interface Appointments {
  /** Somebody was answered. */
  readonly answered: () => void
  /** Whole seconds, at least one: no two thousand come back at the same moment. */
  readonly next: () => number
}

/** Over so many seconds it is counted how fast answers leave. */
const COUNTED_S = 5
/** Taken for the speed of a server that has just begun, or is stuck. */
const LEAST_PER_SECOND = 10
/** As long as a phone ever waits by itself. */
const LONGEST_S = 60

export function createAppointments(now: () => number): Appointments {
  let answeredAt: number[] = []
  let booked = 0
  return {
    answered() {
      answeredAt.push(now())
      if (answeredAt.length > 2_000) answeredAt = answeredAt.slice(1_000)
    },
    next() {
      const at = now()
      const recent = answeredAt.filter((time) => time > at - COUNTED_S * 1000).length
      booked = Math.max(at, booked) + 1000 / Math.max(LEAST_PER_SECOND, recent / COUNTED_S)
      booked = Math.min(booked, at + LONGEST_S * 1000)
      return Math.max(1, Math.ceil((booked - at) / 1000))
    },
  }
}
