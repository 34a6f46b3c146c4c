import { createBench, newDispute, saved, windowBeside, type Bench, type Held } from '../../test/standin/bench'
import { jpeg } from '../../test/standin/pictures'
import { ZHANG } from '../../test/standin/town'
import { must } from '../core/assert'
import type { Client } from './client'
import { createSealer } from './seal'

const FORM = 'edit:dispute:-:-:-:1'
const textsOf = (client: Client): readonly unknown[] => client.drafts.list().map(({ values }) => values.summary).sort()
const filesOf = (phone: Held): readonly string[] => [...phone.disk.texts.keys()].filter((name) => name.startsWith('drafts/'))

async function typed(bench: Bench, client: Client, summary: string, key = FORM): Promise<void> {
  client.drafts.put(key, { summary })
  await bench.world.pass(600)
}

/** A draft as an older program kept it: without an id, and under a longer name, which is returned. */
function leftByOlder(bench: Bench, phone: Held): string {
  const name = `drafts/${ZHANG.person}/${Buffer.from(FORM).toString('hex')}`
  const { journalKey } = JSON.parse(phone.values.get('session') ?? '') as { readonly journalKey: string }
  const older = { key: FORM, values: { summary: '从前写的' }, opened: null, savedAt: '2026-11-20T02:00:00.000Z' }
  phone.disk.texts.set(name, createSealer(journalKey, bench.world.random).seal(name, JSON.stringify(older)))
  return name
}

/** A window whose person is opened anew, as when grants change, without a reload. */
async function openedAnew(bench: Bench, client: Client): Promise<void> {
  must(bench.server.people.get('zhang'), 'zhang').me = { ...ZHANG, name: '张某某' }
  bench.server.expire('access')
  await client.online.get('/api/handovers')
  await bench.world.settle()
  expect(client.session.getState()).toMatchObject({ me: { name: '张某某' } })
}

/** The same form begun in both. */
async function inTwoWindows(bench: Bench, key = FORM): Promise<{ readonly first: Held; readonly second: Client }> {
  const first = await bench.phoneOf('zhang', 'h5')
  const second = await windowBeside(bench, first)
  await typed(bench, first.client(), '第一个窗口', key)
  await typed(bench, second, '第二个窗口', key)
  return { first, second }
}

test('a draft begun after the phone\'s clock was put right is kept, although an op of the same form was written "later"', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  phone.skew = 24 * 3600_000
  await typed(bench, phone.client(), '先写的')
  await saved(phone.client().write({ ...newDispute(), draft: FORM }))
  phone.skew = 0
  await typed(bench, phone.client(), '后写的')
  expect(textsOf(await phone.restart())).toEqual(['后写的'])
})

test('a journal taken in from another phone drops no draft here, although its ops were written from a form of the same name', async () => {
  const bench = createBench()
  const [here, there] = [await bench.phoneOf('zhang'), await bench.phoneOf('zhang')]
  await typed(bench, here.client(), '这部手机上写的')
  there.offline()
  await typed(bench, there.client(), '那部手机上写的')
  await saved(there.client().write({ ...newDispute(), draft: FORM }))
  const file = await there.client().exportJournal()
  expect(await here.client().takeIn(file?.text ?? '')).toMatchObject({ kind: 'takenIn', ops: 1 })
  expect(textsOf(await here.restart())).toEqual(['这部手机上写的'])
})

test('a draft gone on with after a restart goes with the save, also when the program dies before dropping it', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  await typed(bench, phone.client(), '写了一半')
  const client = await phone.restart()
  client.drafts.put(FORM, { summary: '写完了' })
  await saved(client.write({ ...newDispute(), draft: FORM }))
  expect(filesOf(phone)).toHaveLength(1)
  expect(textsOf(await phone.restart())).toEqual([])
})

test('a draft that could not be read at the start is not written over by the empty form: it is told, and is there again when it reads', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  await typed(bench, phone.client(), '从前写的')
  const { readFile } = phone.disk
  Object.assign(phone.disk, { readFile: (name: string) => (name.startsWith('drafts/') ? Promise.reject(new Error('the host did not answer')) : readFile(name)) })
  const client = await phone.restart()
  expect(textsOf(client)).toEqual([])
  expect(client.sync.getState().unreadable).toBe(1)
  Object.assign(phone.disk, { readFile })
  await typed(bench, client, '重新写的')
  expect(textsOf(await phone.restart())).toEqual(['从前写的', '重新写的'].sort())
  expect(phone.client().sync.getState().unreadable).toBe(0)
})

test('the file of a draft that does not open stays as it is, whatever is written in its form', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  await typed(bench, phone.client(), '从前写的')
  const [name = ''] = filesOf(phone)
  const spoilt = (phone.disk.texts.get(name) ?? '').slice(0, -9)
  phone.disk.texts.set(name, spoilt)
  const client = await phone.restart()
  await typed(bench, client, '重新写的')
  client.drafts.drop(FORM)
  await bench.world.pass(600)
  expect(phone.disk.texts.get(name)).toBe(spoilt)
  expect(client.sync.getState().unreadable).toBe(1)
})

test('a photo that only an unreadable draft names outlives the week in which nobody else names it', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const photo = await phone.client().media.keep(jpeg(1, 2000))
  phone.client().drafts.put(FORM, { photos: [photo.kind === 'kept' ? photo.id : ''] })
  await bench.world.pass(600)
  const [name = ''] = filesOf(phone)
  phone.disk.texts.set(name, 'SSB1.')
  await phone.restart()
  bench.world.setNow(bench.world.now() + 30 * 24 * 3600_000)
  phone.show(true)
  await bench.world.settle()
  expect([...phone.disk.texts.keys()].filter((path) => path.startsWith('media/'))).toHaveLength(1)
})

test('two windows with the same form neither write over nor drop each other\'s draft; both are found at the next start', async () => {
  const bench = createBench()
  const { first, second } = await inTwoWindows(bench)
  await typed(bench, first.client(), '第一个窗口，又写')
  await typed(bench, second, '第二个窗口，又写')
  expect(second.drafts.get(FORM)?.values.summary).toBe('第二个窗口，又写')
  expect(textsOf(await windowBeside(bench, first))).toEqual(['第一个窗口，又写', '第二个窗口，又写'].sort())
  await saved(second.write({ ...newDispute(), draft: FORM }))
  await bench.world.pass(600)
  const client = await first.restart()
  expect(client.drafts.list()).toMatchObject([{ key: FORM, values: { summary: '第一个窗口，又写' } }])
})

test('two windows number new forms from different beginnings', async () => {
  const bench = createBench()
  const first = await bench.phoneOf('zhang', 'h5')
  const second = await windowBeside(bench, first)
  expect(Math.abs(first.client().drafts.from() - second.drafts.from())).toBeGreaterThan(1000)
})

test('a draft gone on with in two windows: what one of them writes after the other has saved is a draft of its own', async () => {
  const bench = createBench()
  const first = await bench.phoneOf('zhang', 'h5')
  await typed(bench, first.client(), '写了一半')
  const second = await windowBeside(bench, first)
  expect(textsOf(second)).toEqual(['写了一半'])
  await saved(second.write({ ...newDispute(), draft: FORM }))
  await bench.world.pass(600)
  await typed(bench, first.client(), '接着写的')
  expect(textsOf(await first.restart())).toEqual(['接着写的'])
})

test('a draft gone on with in two windows: what one of them had already written stays when the other saves', async () => {
  const bench = createBench()
  const first = await bench.phoneOf('zhang', 'h5')
  await typed(bench, first.client(), '写了一半')
  const second = await windowBeside(bench, first)
  await typed(bench, first.client(), '接着写的')
  await saved(second.write({ ...newDispute(), draft: FORM }))
  await bench.world.pass(600)
  expect(textsOf(await first.restart())).toEqual(['接着写的'])
})

test('F09 a draft that a full phone does not take is said to be only in memory, until it is on the phone', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const { drafts, putAway } = phone.client()
  phone.disk.faults.capacity = 1
  await typed(bench, phone.client(), '写了一半')
  expect(drafts.unkept()).toBe('full')
  expect(await putAway()).toBe(false)
  phone.disk.faults.capacity = Infinity
  expect(await putAway()).toBe(true)
  expect(drafts.unkept()).toBeNull()
  expect(textsOf(await phone.restart())).toEqual(['写了一半'])
})

test('a phone that cannot remove a draft its person has dropped does not call it unsaved', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  await typed(bench, phone.client(), '写了一半')
  Object.assign(phone.disk, { unlink: () => Promise.reject(new Error('the host did not answer')) })
  phone.client().drafts.drop(FORM)
  await bench.world.pass(600)
  expect(filesOf(phone)).toHaveLength(1)
  expect(phone.client().drafts.unkept()).toBeNull()
})

test('the name of a draft\'s file fits a phone, whatever the form', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  await typed(bench, phone.client(), '写了一半', `edit:dispute:referralReturned:${'a'.repeat(36)}:${'b'.repeat(36)}:281474976710655`)
  expect(filesOf(phone).map((name) => `${name}.tmp`.length).filter((length) => length > 255)).toEqual([])
  expect(filesOf(phone)).toHaveLength(1)
})

test.each(['begun in both windows', 'begun in one, gone on with in both'])('a window whose person is opened anew, with other grants, goes on with its own draft: %s', async (how) => {
  const bench = createBench()
  const first = await bench.phoneOf('zhang', 'h5')
  if (how === 'begun in one, gone on with in both') await typed(bench, first.client(), '写了一半')
  const second = await windowBeside(bench, first)
  await typed(bench, first.client(), '第一个窗口')
  if (how === 'begun in both windows') await typed(bench, second, '第二个窗口')
  await openedAnew(bench, second)
  await typed(bench, second, '第二个窗口，又写')
  expect(textsOf(await first.restart())).toEqual(['第一个窗口', '第二个窗口，又写'].sort())
})

test('a draft an older program left, without an id and under a longer name, is gone on with and goes with its save', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  leftByOlder(bench, phone)
  expect(textsOf(await phone.restart())).toEqual(['从前写的'])
  expect(textsOf(await phone.restart())).toEqual(['从前写的'])
  await saved(phone.client().write({ ...newDispute(), draft: FORM }))
  await bench.world.pass(600)
  expect(filesOf(phone)).toEqual([])
})

test('a draft that went on beside another window\'s is saved alone: the other one is still under its form', async () => {
  const bench = createBench()
  const { first, second } = await inTwoWindows(bench)
  await openedAnew(bench, second)
  // Opened anew: what stands under the form's key is the other window's, and no row here leads to it by mistake.
  expect(textsOf(second)).toEqual(['第二个窗口'])
  await saved(second.write({ ...newDispute(), draft: FORM }))
  await bench.world.pass(600)
  expect(second.drafts.get(FORM)).toBeNull()
  expect(textsOf(await first.restart())).toEqual(['第一个窗口'])
})

test('a text that has no form number goes on beside another window\'s under its own name', async () => {
  const bench = createBench()
  const TEXT = 'report:0199aa00-0000-4000-8000-000000000012'
  const { first } = await inTwoWindows(bench, TEXT)
  const keys = (await windowBeside(bench, first)).drafts.list().map(({ key }) => key)
  expect(keys.filter((key) => key === TEXT || key.startsWith(`${TEXT}~`))).toHaveLength(2)
})

test('a draft under the longer name of an older program goes when it is written under the new one, on a full phone later', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const old = leftByOlder(bench, phone)
  phone.disk.faults.capacity = 1
  expect(textsOf(await phone.restart())).toEqual(['从前写的'])
  await bench.world.pass(600)
  expect(filesOf(phone)).toEqual([old])
  phone.disk.faults.capacity = Infinity
  await typed(bench, phone.client(), '接着写的')
  expect(filesOf(phone)).toHaveLength(1)
  expect(textsOf(await phone.restart())).toEqual(['接着写的'])
})
