import type { Me } from '../../src/core/protocol'
import { assert, must } from '../../src/core/assert'
import { uuidText } from '../../src/core/id'
import { push } from '../../src/server/push'
import type { County, Township } from '../../test/full/county'
import { deviceOf, opOf, type Planned } from '../../test/server/town'

/** Entries as a mediator writes them: two parties, a text, an agreement. Ids and contents are the same in every run; `from`: no two townships may share an id. */
export async function writeEntries(county: County, town: Township, me: Me, count: number, first = 0): Promise<void> {
  const device = deviceOf(`bench${first}`)
  for (let from = 0; from < count; from += 50) {
    const ops = Array.from({ length: Math.min(50, count - from) }, (_, i) => opOf(device, entryOf(town, first + from + i)))
    const pushed = await push(county.deps, { me, devices: [device.name] }, { stream: town.stream, ops, waiting: 0 })
    assert(pushed?.answer.results.every(({ kind }) => kind === 'applied') === true, 'every entry is applied')
  }
}

function entryOf(town: Township, i: number): Planned {
  const day = new Date(Date.now() - (1 + (i % 600)) * 86_400_000).toISOString().slice(0, 10)
  const party = (side: string, name: string) => ({ set: { name, side, sex: i % 3 === 0 ? 'female' : 'male', age: 25 + (i % 50), phone: `1390000${String(i).padStart(4, '0')}` } })
  const set = {
    type: ['neighbour', 'land', 'traffic', 'other'][i % 4] ?? 'other', place: must(town.villages[i % town.villages.length], 'a village'),
    acceptedOn: day, form: i % 2 === 0 ? 'oral' : 'written', people: 2 + (i % 5), amount: i % 7 === 0 ? 1000 + i : 0,
    summary: `两家为排水沟和界址争了一个多月，第${i}次上门。商定由东边一户月底前把沟清到路口，西边一户出一半工钱，以后各管各门前。`,
  }
  const rows = { parties: { a1: party('applicant', `张某${i}`), b2: party('respondent', `李某${i}`) } }
  return { record: idOf(i), kind: 'dispute', body: { kind: 'create', move: 'settleOnSpot', set, rows } }
}

/** Evenly spread, as random ids are. */
function idOf(i: number): string {
  const bytes = new Uint8Array(16)
  new DataView(bytes.buffer).setUint32(0, i)
  new DataView(bytes.buffer).setUint32(12, Math.imul(i + 1, 2_654_435_761))
  return uuidText(bytes)
}
