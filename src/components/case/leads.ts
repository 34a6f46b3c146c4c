import { liveRows, type Values } from '../../core/field'
import type { StoredRecord } from '../../core/op'
import { isDay, type Day } from '../../core/period'
import type { Me } from '../../core/protocol'

type Case = Pick<StoredRecord, 'kind' | 'stage' | 'values'>

/**
 * The next thing in the life of a case, the best first: the first of these that the person may do is the one filled button. Null for
 * kinds whose next thing is the first of their moves that is not quiet.
 */
export function leadsOf(record: Case, me: Me, today: Day): readonly string[] | null {
  switch (record.kind) {
    case 'dispute':
      return disputeLeads(record)(record.values, today)
    case 'matter':
      return matterLeads(record, me, today)
    default:
      return null
  }
}

type Leads = (values: Values, today: Day) => readonly string[]

function disputeLeads({ stage }: Case): Leads {
  return DISPUTE_LEADS[stage] ?? (() => [])
}

const DISPUTE_LEADS: Readonly<Record<string, Leads>> = {
  registered: () => ['accept'],
  accepted: () => ['mediate', 'close'],
  // What the parties said last decides: only what goes on is met once more.
  mediating: ({ sessions }) => (isDecided(sessions) ? ['close', 'mediate'] : ['mediate', 'close']),
  escalating: () => ['takeOver'],
  referring: () => ['referralTaken'],
  closed: (values, today) => afterClosing(values, today),
}

function isDecided(sessions: Values[string] | undefined): boolean {
  const [, last] = liveRows(sessions).at(-1) ?? []
  return last?.values.outcome === 'agreed' || last?.values.outcome === 'failed'
}

/** Thirty days run for the court; then the agreement is kept, the parties are asked, and the file is closed. */
function afterClosing({ result, courtConfirmation, courtUntil, fulfilment, followUps }: Values, today: Day): readonly string[] {
  if (result !== 'success') return ['archive']
  if (courtConfirmation === 'wanted' && (!isDay(courtUntil) || today <= courtUntil)) return ['applyCourt']
  if (fulfilment === undefined) return ['fulfil']
  if (liveRows(followUps).length === 0) return ['followUp', 'archive']
  return fulfilment === 'onSpot' || fulfilment === 'done' ? ['archive'] : ['fulfil', 'archive']
}

const IN_HANDS = ['assigned', 'signed', 'handling']

/** Whose it is goes on with it; whoever only watches over it decides what was asked, or urges what is late, and else waits. */
function matterLeads({ stage, values }: Case, me: Me, today: Day): readonly string[] {
  if (stage === 'registered') return ['assign', 'answer']
  if (IN_HANDS.includes(stage)) {
    if (isTheirs(values, me)) return stage === 'assigned' ? ['sign'] : ['resolve']
    if (values.extensionAsked === true) return ['extend']
    return isDay(values.dueOn) && values.dueOn < today ? ['urge'] : []
  }
  return MATTER_LEADS[stage] ?? []
}

const MATTER_LEADS: Readonly<Record<string, readonly string[]>> = { resolved: ['feedBack'], fedBack: ['rate'], rated: ['archive', 'reopen', 'explain'] }

/** In the hands of the person, or of the person's unit. */
export function isTheirs({ handler, leadUnit }: Values, me: Me): boolean {
  return handler === me.person || (me.unit !== null && leadUnit === me.unit)
}
