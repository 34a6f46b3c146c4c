import { createBench, saved, type Bench, type Held } from '../../test/standin/bench'
import { kept, TOWN, VILLAGE } from '../../test/standin/town'
import { utf8Bytes } from './bytes'

/** What must stand nowhere on a phone that nobody is signed in on. */
const CANARIES = ['金丝雀某', '13900001111', '宅基地边上那棵核桃树', '金丝雀草稿', 'canary.login', '某司法员']
const ROW = '00000000-0000-4000-8000-0000000000f1'
const TOLD = { summary: '宅基地边上那棵核桃树' }
const PARTY = { name: '金丝雀某', phone: '13900001111' }

/** As it is, as hex and as base64 of the bytes; each three ways base64 may fall. */
function formsOf(canary: string): readonly string[] {
  const bytes = Buffer.from(utf8Bytes(canary))
  const shifted = [0, 1, 2].map((pad) => Buffer.concat([Buffer.alloc(pad), bytes]).toString('base64').slice(pad === 0 ? 0 : pad + 1, -4))
  return [canary, encodeURIComponent(canary), bytes.toString('hex'), ...shifted]
}

function hits({ disk, values }: Held): readonly string[] {
  const dump = [...disk.texts, ...values].map(([name, text]) => `${name}\n${text}`).join('\n')
  return CANARIES.filter((canary) => formsOf(canary).some((form) => dump.includes(form)))
}

/** A phone with something of every sort on it: told by the server, written and unsent, and begun. */
async function fullPhone(bench: Bench): Promise<Held> {
  const { server, world } = bench
  const zhang = server.people.get('zhang')
  if (zhang === undefined) throw new Error('no 张某')
  server.people.set('canary.login', { ...zhang, me: { ...zhang.me, name: '某司法员' } })
  const parties = { [ROW]: { values: PARTY } }
  server.put(TOWN, kept('dispute', '00000000-0000-4000-8000-0000000000e1', { type: 'neighbour', place: VILLAGE, reportedOn: '2026-11-20', ...TOLD, parties }))
  const phone = await bench.phoneOf('canary.login')
  phone.offline()
  const set = { type: 'neighbour', place: VILLAGE, ...TOLD }
  await saved(phone.client().write({ kind: 'dispute', record: null, body: { kind: 'create', move: 'register', set, rows: { parties: { [ROW]: { set: PARTY } } } } }))
  phone.client().drafts.put('{"page":"quick","n":1}', { summary: '金丝雀草稿' })
  await world.settle()
  await world.pass(1000)
  return phone
}

test('S41: after a sign-out without a network nothing on the phone reads: no caches, no key, no name, no login', async () => {
  const phone = await fullPhone(createBench())
  const key = (JSON.parse(phone.values.get('session') ?? '{}') as { readonly journalKey: string }).journalKey
  await phone.client().signOut()
  expect(hits(phone)).toEqual([])
  expect([...phone.disk.texts.keys()].filter((name) => /^(replica|media)\//.test(name))).toEqual([])
  expect([...phone.values.values(), ...phone.disk.texts.values()].join('\n')).not.toContain(key)
  // What was written and not sent is still there, sealed.
  expect([...phone.disk.texts.keys()].filter((name) => name.startsWith('ops/'))).toHaveLength(1)
})

test('S41: a phone that was reported lost reads no more as soon as it hears of it', async () => {
  const bench = createBench()
  const phone = await fullPhone(bench)
  bench.server.revoke('DEV1')
  await phone.online()
  expect(phone.client().session.getState()).toMatchObject({ kind: 'signedOut' })
  expect(hits(phone)).toEqual([])
  expect([...phone.disk.texts.keys()].filter((name) => name.startsWith('replica/'))).toEqual([])
})

test('S41: who loses every role keeps nothing of what was downloaded, whatever was written goes in, and no person’s name is left', async () => {
  const bench = createBench()
  const phone = await fullPhone(bench)
  const account = bench.server.people.get('canary.login')
  if (account !== undefined) account.me = { ...account.me, grants: [], roles: [] }
  await phone.online()
  await bench.world.pass(3600_000)
  expect([...phone.disk.texts.keys()].filter((name) => name.startsWith('replica/'))).toEqual([])
  // Their own name stays while they are signed in.
  expect(hits(phone).filter((canary) => !['某司法员', 'canary.login'].includes(canary))).toEqual([])
  await phone.client().signOut()
  expect(hits(phone)).toEqual([])
})

test('S41: the search itself finds what stands in the open', async () => {
  const phone = await fullPhone(createBench())
  expect(hits(phone)).toEqual(['canary.login', '某司法员'])
  phone.disk.texts.set('left', Buffer.from(`xy金丝雀某yx`).toString('base64'))
  phone.values.set('conditions', encodeURIComponent('13900001111 宅基地边上那棵核桃树'))
  expect(hits(phone)).toEqual(['金丝雀某', '13900001111', '宅基地边上那棵核桃树', 'canary.login', '某司法员'])
})
