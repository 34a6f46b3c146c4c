import { randomUUID } from 'node:crypto'
import { must } from '../../src/core/assert'
import type { Op } from '../../src/core/op'
import { addDays, dayAt, daysBetween, yearOf } from '../../src/core/period'
import { SCHEMA_VERSION } from '../../src/domain/registry'
import type { Township } from '../../test/full/county'

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜']
const TODAY = dayAt(Date.now())
const TYPES = ['neighbour', 'neighbour', 'land', 'marriage', 'traffic', 'other']
const TEXT = '两家共用的排水沟去年雨后塌了一段，水漫进东边的院墙根，墙裂了缝。东家要西家出钱修，西家说沟是两家的，不能叫一家出。'
  + '到现场看过三次，量了尺寸，找当年分地的老组长问过。商定沟由两家各出一半工、一半料，月底以前修好，墙缝由西家拿砖、东家自己砌；以后清淤一年两次，轮着来。'

/** A dispute settled on the spot, about 1.6 KB as JSON: two parties with names and a telephone number, a text, an agreement. */
export function disputeOp(town: Township, device: string, seq: number, i: number): Op {
  const name = (k: number): string => `${SURNAMES[(i * 7 + k) % SURNAMES.length] ?? '赵'}${SURNAMES[(i * 3 + k * 5) % SURNAMES.length] ?? '钱'}`
  // Of this year, so that this year's board counts it.
  const day = addDays(TODAY, -(i % (1 + daysBetween(`${yearOf(TODAY)}-01-01`, TODAY))))
  return {
    id: randomUUID(), device, seq, schema: SCHEMA_VERSION, kind: 'dispute', record: randomUUID(), base: 0, claimedAt: `${day}T02:00:00.000Z`,
    body: {
      kind: 'create', move: 'settleOnSpot',
      set: {
        type: TYPES[i % TYPES.length] ?? 'other', place: must(town.villages[i % town.villages.length], 'a village'), acceptedOn: day,
        form: i % 8 === 0 ? 'written' : 'oral', people: 2 + (i % 4), summary: `${TEXT}第${i}次上门。`,
      },
      rows: {
        parties: {
          r1: { set: { side: 'applicant', name: name(1), phone: `1380000${String(i % 10_000).padStart(4, '0')}` } },
          r2: { set: { side: 'respondent', name: name(2), phone: `1390000${String(i % 10_000).padStart(4, '0')}` } },
        },
      },
    },
  }
}

/** What our server keeps of an op, as one document. */
export function documentOf(op: Op, client: number): object {
  return { recordId: op.record, township: client, author: randomUUID(), receivedAt: new Date().toISOString(), ...op.body.set, rows: op.body.kind === 'create' ? op.body.rows : undefined }
}
