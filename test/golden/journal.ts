import type { Patch, RowPatches } from '../../src/core/op'
import type { WriteInput } from '../../src/client/client'
import { createBench, saved, type Held } from '../standin/bench'
import { VILLAGE } from '../standin/town'

/**
 * A phone that wrote something of everything without a network. Each released program leaves its journal here as a file, sealed as
 * it was on the phone; every later program must bring it to the server with the same result.
 */
export async function writeOfEverything(seed: number): Promise<Held> {
  const phone = await createBench(seed).phoneOf('zhang')
  phone.offline()
  const write = (input: WriteInput): Promise<string> => saved(phone.client().write(input))
  const create = (kind: string, move: string, set: Patch, rows: RowPatches = {}): Promise<string> =>
    write({ kind, record: null, body: { kind: 'create', move, set: { place: VILLAGE, ...set }, ...(Object.keys(rows).length === 0 ? {} : { rows }) } })
  const step = (record: string, kind: string, move: string, set: Patch, rows: RowPatches = {}): Promise<string> =>
    write({ kind, record, body: { kind: 'move', move, set, ...(Object.keys(rows).length === 0 ? {} : { rows }) } })

  await create('dispute', 'settleOnSpot', { type: 'neighbour', form: 'oral', amount: 120050, summary: '滴水檐滴到邻居墙上，商定月底前修好' }, { parties: { r1: { set: { name: '李某' } }, r2: { set: { name: '王某' } } } })
  const dispute = await create('dispute', 'register', { type: 'land', people: 3, redFlag: true, prevented: ['crime'], preventedPeople: 2 })
  await step(dispute, 'dispute', 'accept', { informed: true })
  await step(dispute, 'dispute', 'mediate', {}, { sessions: { s1: { set: { on: '2026-11-21', venue: '村委会', record: '双方都来了' } } } })
  await write({ kind: 'dispute', record: dispute, body: { kind: 'edit', set: { people: 4, redFlag: null }, rows: { sessions: { s1: { retire: true } } } } })
  const again = await create('dispute', 'register', { type: 'other' })
  await step(again, 'dispute', 'withdraw', { withdrawReason: '记重了' })
  const matter = await create('matter', 'register', { kind: 'errand', source: 'station', summary: '路灯不亮' }, { people: { p1: { set: { name: '赵某' } } } })
  await write({ kind: 'matter', record: matter, body: { kind: 'edit', set: { summary: '村口路灯不亮' } } })
  await create('outreach', 'record', { kind: 'preaching', audience: 'public', attended: 30, heldOn: '2026-11-19' })
  await create('screening', 'record', { from: '2026-11-01', to: '2026-11-15', times: 2, nothingNew: true })
  return phone
}
