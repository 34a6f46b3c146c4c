/**
 * A province's day on paper: how many requests of each kind come in a peak, and what of a machine they take. Everything is computed from what
 * is assumed of people (`Province`, `Peak`) and from what was measured of the program (`Costs`); nothing here is a measurement.
 */
export interface Province {
  readonly townships: number
  /** Each year. */
  readonly disputesPerTownship: number
  /** Matters, outreach, screenings and other work written beside each dispute. */
  readonly otherPerDispute: number
  /** From the first entry to the archive, on average: four fifths are settled on the spot with one. */
  readonly opsPerRecord: number
  readonly workdays: number
  /** Who writes in the field, of a township; who looks at boards. */
  readonly phonesPerTownship: number
  readonly leadersPerTownship: number
}

/** Some time of a day: what part of the day's work it takes, and how much the day itself is above the average. */
export interface Peak {
  readonly name: string
  readonly minutes: number
  /** Of the ops of the day. */
  readonly opsShare: number
  /** Of an average working day. */
  readonly dayFactor: number
  /** Of the phones, that are opened within these minutes: signed in anew and pulled. */
  readonly phonesShare: number
  /** How often each leader's board is counted anew. */
  readonly boardsPerLeader: number
}

/** Milliseconds of processor, server and database together, and bytes, of one of each kind; with where they come from. */
export interface Costs {
  readonly day: string
  readonly from: string
  /** In batches as phones send them. */
  readonly op: number
  readonly pull: number
  readonly refresh: number
  readonly board: number
  /** Written to the database's tables and indexes, of one op. */
  readonly bytesPerOp: number
}

export interface Arrival {
  readonly name: string
  readonly opsPerSecond: number
  readonly pullsPerSecond: number
  readonly boardsPerSecond: number
  /** Of one township, the busiest of whose days is the average's: its ops are judged one after another. */
  readonly opsPerTownshipAndMinute: number
  /** Cores that are busy all the time. */
  readonly busyCores: number
  /** Cores to have, none more than half busy. */
  readonly cores: number
}

export const PROVINCE: Province = {
  townships: 2_000, disputesPerTownship: 700, otherPerDispute: 1.5, opsPerRecord: 2.4, workdays: 250, phonesPerTownship: 70, leadersPerTownship: 5,
}

export const PEAKS: readonly Peak[] = [
  { name: 'an average working hour', minutes: 60, opsShare: 1 / 8, dayFactor: 1, phonesShare: 0.2, boardsPerLeader: 0.5 },
  { name: '08:30, half an hour', minutes: 30, opsShare: 0.25, dayFactor: 1, phonesShare: 0.6, boardsPerLeader: 2 },
  { name: 'month’s end, 16:30, half an hour', minutes: 30, opsShare: 0.3, dayFactor: 3, phonesShare: 0.6, boardsPerLeader: 3 },
  { name: 'month’s end, 08:30, after a day without a network', minutes: 30, opsShare: 0.6, dayFactor: 4, phonesShare: 0.9, boardsPerLeader: 3 },
  { name: 'all phones within one minute', minutes: 1, opsShare: 0.02, dayFactor: 1, phonesShare: 1, boardsPerLeader: 1 },
]

export function opsPerDay({ townships, disputesPerTownship, otherPerDispute, opsPerRecord, workdays }: Province): number {
  return (townships * disputesPerTownship * (1 + otherPerDispute) * opsPerRecord) / workdays
}

export function arrivalOf(province: Province, costs: Costs, peak: Peak): Arrival {
  const seconds = peak.minutes * 60
  const ops = opsPerDay(province) * peak.dayFactor * peak.opsShare
  const phones = province.townships * province.phonesPerTownship * peak.phonesShare
  const boards = province.townships * province.leadersPerTownship * peak.boardsPerLeader
  const busyMs = ops * costs.op + phones * (costs.pull + costs.refresh) + boards * costs.board
  const busyCores = busyMs / 1000 / seconds
  return {
    name: peak.name, opsPerSecond: ops / seconds, pullsPerSecond: phones / seconds, boardsPerSecond: boards / seconds,
    opsPerTownshipAndMinute: (ops / province.townships / seconds) * 60, busyCores, cores: Math.max(1, Math.ceil(busyCores * 2)),
  }
}

/** Gigabytes of tables and indexes after so many years, pictures not counted. */
export function gigabytesAfter(province: Province, { bytesPerOp }: Pick<Costs, 'bytesPerOp'>, years: number): number {
  return (opsPerDay(province) * province.workdays * years * bytesPerOp) / 1e9
}
