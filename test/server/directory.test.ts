import { randomUUID } from 'node:crypto'
import { plainText } from '../../src/core/document'
import { must } from '../../src/core/assert'
import { newId } from '../../src/core/id'
import type { FigureQuery } from '../../src/core/protocol'
import { merging, renaming, splitting, moving, type PlaceOp } from '../../src/domain/placeHistory'
import { createDirectory } from '../../src/server/me'
import { push } from '../../src/server/push'
import { ofReports, readQueries } from '../../src/server/read'
import { withDatabase } from './database'
import { openReportTown, type ReportTown } from './reportTown'
import { deviceOf, opOf, pushAll, settled, type Planned } from './town'

const database = withDatabase()
let office: ReportTown
beforeAll(async () => {
  office = await openReportTown(database.db)
})

const id = (): string => newId(Date.now(), (length) => new Uint8Array(Array.from({ length }, () => Math.floor(Math.random() * 256))))

async function places() {
  const { town } = office
  return (await town.deps.configs.current(database.db.sql, town.county)).places
}

/** By the county's admin, on top of what stands now. */
async function change(ops: readonly PlaceOp[]): Promise<void> {
  const { town } = office
  const base = await office.changeOf(town.county)
  await pushAll(town.deps, office.held('admin', town.county), town.county, deviceOf('admin'), ops.map(({ record, body }): Planned => ({ record, kind: 'place', body, ...(body.kind === 'create' ? {} : { base }) })))
}

/** Why it was refused, in words or by its code. */
async function refused(planned: Planned, me = office.held('admin', office.town.county), stream = office.town.county): Promise<string> {
  const { town } = office
  const device = deviceOf('try')
  const pushed = await push(town.deps, { me, devices: [device.name] }, { stream, ops: [opOf(device, { base: await office.changeOf(stream), ...planned })], waiting: 0 })
  const [result] = pushed?.answer.results ?? []
  if (result?.kind !== 'rejected') return result?.kind ?? 'nothing'
  return result.refusal.code === 'rule' ? result.refusal.say : result.refusal.code
}

async function villages(year: number): Promise<Readonly<Record<string, number>>> {
  const { town } = office
  const query: FigureQuery = { figure: { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }, period: { from: `${year}-01-01`, to: `${year}-12-31` }, place: null, by: { kind: 'place', level: 'village' } }
  const { results: [result] } = await readQueries(town.deps, town.county, town.township, [query], null, ofReports)
  return Object.fromEntries([...(result?.groups ?? [])].map(({ key, value }) => [key, value] as const))
}

test('a rename, a merger and a split leave last year as it was, name for name and sum for sum, and give this year its own groups', async () => {
  const { town } = office
  const [east1 = '', east2 = '', west1 = '', west2 = ''] = town.groups
  const write = (planned: readonly Planned[]) => pushAll(town.deps, town.li, town.township, deviceOf('li'), planned)
  await write([
    settled(randomUUID(), town.east, '2025-03-01'), settled(randomUUID(), east1, '2025-04-01'), settled(randomUUID(), west1, '2025-05-01'), settled(randomUUID(), west2, '2025-06-01'),
    settled(randomUUID(), west2, '2026-01-10'),
  ])
  const template = await office.newTemplate('东村{{纠纷.受理[地方=东村]}}件，西村{{纠纷.受理[地方=西村]}}件，西村一组{{纠纷.受理[地方=西村一组]}}件。')
  const before = await office.draftOf(template)
  const lastYear = await villages(2025)
  expect(plainText(before.document)).toBe('东村2件，西村2件，西村一组1件。')
  expect(lastYear).toEqual({ [town.east]: 2, [town.west]: 2 })

  const west = (await places()).byId[town.west]
  if (west === undefined) throw new Error('the western village')
  await change(renaming(west, '河西村', '2026-02-01'))
  const joined = id()
  await change(merging(await places(), { given: [town.east, town.west], into: { kind: 'new', id: joined, name: '合村' }, from: '2026-03-01' }))
  await write([settled(randomUUID(), east1, '2026-04-01'), settled(randomUUID(), joined, '2026-04-02')])
  expect(await villages(2026)).toEqual({ [joined]: 3 })

  const whole = (await places()).byId[joined]
  if (whole === undefined) throw new Error('the joined village')
  const [north, south] = [id(), id()]
  await change(splitting(await places(), whole, [{ id: north, name: '北村', takes: [east1, east2, west1] }, { id: south, name: '南村', takes: [west2] }], '2026-05-01'))
  await write([settled(randomUUID(), west2, '2026-05-02'), settled(randomUUID(), north, '2026-05-03')])
  expect(await villages(2026)).toEqual({ [joined]: 1, [south]: 2, [north]: 2 })

  expect(await villages(2025)).toEqual(lastYear)
  const after = await office.draftOf(template)
  expect([plainText(after.document), after.problems]).toEqual([plainText(before.document), before.problems])

  // What ended takes nothing new, and still takes what happened while it was there.
  const late = { record: randomUUID(), kind: 'dispute', body: { kind: 'create' as const, move: 'settleOnSpot', set: { type: 'neighbour', place: town.west, acceptedOn: '2026-04-01', form: 'oral', summary: '排水沟的事，商定月底前修好' } } }
  expect(await refused(late, town.li, town.township)).toMatch(/^“河西村”到2月28日就撤并了，之后并入了“合村”/)
  await write([settled(randomUUID(), town.west, '2025-12-30')])
  expect(await villages(2025)).toEqual({ ...lastYear, [town.west]: 3 })
})

test('what the tree cannot bear is refused in words: circles, townships moved or merged, days out of order, other townships', async () => {
  const { town } = office
  const edit = (record: string, set: Record<string, string>): Promise<string> => refused({ record, kind: 'place', body: { kind: 'edit', set } })
  const tree = await places()
  const [group = ''] = town.groups
  const village = tree.byId[group]?.parent ?? ''
  expect(await edit(village, { parent: group })).toMatch(/不能是它自己/)
  expect(await edit(town.township, { parent: town.other })).toMatch(/乡镇不能移动/)
  expect(await refused({ record: town.other, kind: 'place', body: { kind: 'move', move: 'end', set: { until: '2026-06-01', heir: town.township } } })).toMatch(/乡镇不能在这里撤并/)
  expect(await edit(village, { level: 'township' })).toMatch(/层级不能改/)
  expect(await edit(village, { parent: town.other })).toMatch(/不能移到别的乡镇/)
  expect(await refused({ record: village, kind: 'place', body: { kind: 'move', move: 'retire', set: {} } })).toMatch(/下面还有地方/)
  const now = tree.byId[group]
  if (now === undefined) throw new Error('the group')
  const [back] = moving(now, village, '2026-02-15')
  expect(await refused({ record: group, kind: 'place', body: back?.body ?? { kind: 'edit', set: {} } })).toMatch(/已经改过一次/)
  const [ahead] = renaming(now, '新组', '2027-01-01')
  expect(await refused({ record: group, kind: 'place', body: ahead?.body ?? { kind: 'edit', set: {} } })).toMatch(/不能晚于今天/)
})

test('a township that is added has its stream at once, and its own admin keeps the places in it and no others', async () => {
  const { town } = office
  const fresh = id()
  await change([{ record: fresh, body: { kind: 'create', move: 'add', set: { name: '丙乡', level: 'township', parent: town.county, order: 3, from: '2026-06-01' } } }])
  const village = id()
  const admin = { ...office.held('admin', fresh) }
  await pushAll(town.deps, admin, town.county, deviceOf('own'), [{ record: village, kind: 'place', body: { kind: 'create', move: 'add', set: { name: '新村', level: 'village', parent: fresh, order: 1 } } }])
  await pushAll(town.deps, office.held('mediator', fresh), fresh, deviceOf('first'), [settled(randomUUID(), village, '2026-06-10')])
  expect(await refused({ record: town.east, kind: 'place', body: { kind: 'edit', set: { name: '别村' } } }, admin)).toBe('outOfScope')
  expect(await refused({ record: fresh, kind: 'place', body: { kind: 'edit', set: { name: '丁乡' } } }, admin)).toBe('outOfScope')
})

test('whoever has several roles is told them in one order, whatever was written about them since: a phone takes another order for other roles', async () => {
  const { town } = office
  const [person, device] = [randomUUID(), deviceOf('order')]
  const grants = ['gridWorker', 'mediator', 'leader'].map((role): Planned => ({ record: id(), kind: 'grant', body: { kind: 'create', move: 'add', set: { person, role, place: town.township } } }))
  await pushAll(town.deps, town.root, town.county, device, [{ record: person, kind: 'person', body: { kind: 'create', move: 'add', set: { name: '己' } } }, ...grants])
  const told = () => createDirectory(town.deps).me(town.county, person, '2026-06-15')
  const before = await told()
  const base = await office.changeOf(town.county)
  await pushAll(town.deps, town.root, town.county, device, [{ record: must(grants[0], 'a grant').record, kind: 'grant', base, body: { kind: 'edit', set: { until: '2026-12-31' } } }])
  expect(before?.grants).toHaveLength(3)
  expect(JSON.stringify(await told())).toBe(JSON.stringify(before))
})

test('S18: admin, security admin and auditor are never one person at one time, whoever grants it, and nobody grants themselves', async () => {
  const { town } = office
  const security = office.held('security', town.county)
  const person = randomUUID()
  const grant = (role: string, more: Record<string, string> = {}): Planned => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create', move: 'add', set: { person, role, place: town.county, ...more } } })
  const first = grant('admin', { until: '2026-06-30' })
  await pushAll(town.deps, security, town.county, deviceOf('sec'), [first])
  expect(await refused(grant('security'), security)).toMatch(/不能是同一个人.*管理员/)
  expect(await refused(grant('auditor'), security)).toMatch(/不能是同一个人/)
  await pushAll(town.deps, security, town.county, deviceOf('sec2'), [grant('auditor', { from: '2026-07-01' })])
  // Nor by moving the days of one that is there.
  expect(await refused({ record: first.record, kind: 'grant', body: { kind: 'edit', set: { until: null } } }, security)).toMatch(/不能是同一个人/)
  expect(await refused({ record: randomUUID(), kind: 'grant', body: { kind: 'create', move: 'add', set: { person: security.person, role: 'leader', place: town.county } } }, security)).toBe('notAllowed')
  for (const me of [office.held('admin', town.county), office.clerk]) expect(await refused(grant('leader'), me)).toBe('notAllowed')
  for (const kind of ['place', 'unit', 'person']) expect(await refused({ record: randomUUID(), kind, body: { kind: 'create', move: 'add', set: { name: '某', ...(kind === 'place' ? { level: 'village', parent: town.township } : {}) } } }, security)).toBe('notAllowed')
})
