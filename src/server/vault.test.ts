import { createCipheriv, createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { must } from '../core/assert'
import { dispute } from '../domain/dispute'
import { bareRanges } from './pull'
import { decodeCursor, encodeCursor } from './cursor'
import { joinBody, joinValues, partBody, partValues } from './personal'
import { createVault } from './vault'
import { keyringOf, newKeyring, printKeyring, readKeyring, withNewVersion, withoutVersion } from './vault/keyring'

const vault = createVault(randomBytes(32))

describe.each(['aes', 'sm'] as const)('under %s', (provider) => {
  const vault = createVault(newKeyring(provider, 0))

  test('what was sealed opens with its key and its context, and with nothing else', () => {
    const { key, wrapped } = vault.newKey('乡|甲')
    const sealed = vault.seal(key, { name: '陈' }, '乡|甲')
    expect(vault.open(vault.unwrap(wrapped, '乡|甲'), sealed, '乡|甲')).toEqual({ name: '陈' })
    expect(() => vault.open(key, sealed, '乡|乙')).toThrow()
    expect(() => vault.unwrap(wrapped, '乡|乙')).toThrow()
    expect(() => createVault(newKeyring(provider, 0)).unwrap(wrapped, '乡|甲')).toThrow()
    const purposed = vault.sealFor('feedback', { text: '陈' }, '甲')
    expect(vault.openFor('feedback', purposed, '甲')).toEqual({ text: '陈' })
    expect(() => vault.openFor('feedback', purposed, '乙')).toThrow()
    expect(() => vault.openFor('import', purposed, '甲')).toThrow()
  })

  test('a flipped bit anywhere, header included, is noticed', () => {
    const { key, wrapped } = vault.newKey('甲')
    const [sealed, purposed] = [vault.seal(key, { name: '陈' }, '甲'), vault.sealFor('p', { name: '陈' }, '甲')]
    const flip = (bytes: Buffer, bit: number): Buffer => {
      const altered = Buffer.from(bytes)
      altered[bit >> 3] = must(altered[bit >> 3], 'a byte') ^ (1 << (bit & 7))
      return altered
    }
    for (const [bytes, open] of [
      [wrapped, (each: Buffer) => vault.unwrap(each, '甲')], [sealed, (each: Buffer) => vault.open(key, each, '甲')], [purposed, (each: Buffer) => vault.openFor('p', each, '甲')],
    ] as const) for (let bit = 0; bit < bytes.length * 8; bit += 1) expect(() => open(flip(bytes, bit))).toThrow()
  })

  test('bytes are sealed as they are, each piece to its own place', () => {
    const { key } = vault.newKey('乡|照片')
    const bytes = Buffer.from([0, 255, 128, 10, 0])
    const sealed = vault.sealBytes(key, bytes, '乡|照片|0')
    expect(vault.openBytes(key, sealed, '乡|照片|0')).toEqual(bytes)
    expect(() => vault.openBytes(key, sealed, '乡|照片|1')).toThrow()
  })
})

test('a new version seals from the next value on, also one of the other provider; what was sealed before opens until its version is gone', () => {
  const first = newKeyring('aes', 0)
  const state = { keyring: first }
  const vault = createVault({ current: () => state.keyring, fresh: () => state.keyring })
  const { key, wrapped } = vault.newKey('甲')
  const [sealed, purposed] = [vault.seal(key, '陈', '甲'), vault.sealFor('p', '陈', '甲')]
  const lasting = vault.derive('journal/x')
  expect([vault.rewrap(wrapped, '甲'), vault.resealFor('p', purposed, '甲'), vault.reseal(key, sealed, '甲')]).toEqual([null, null, null])

  state.keyring = withNewVersion(first, 'sm', 1)
  expect(vault.newest()).toMatchObject({ version: 2, provider: 'sm' })
  expect(vault.open(vault.unwrap(wrapped, '甲'), sealed, '甲')).toBe('陈')
  const [rewrapped, repurposed, resealed] = [must(vault.rewrap(wrapped, '甲'), 'it'), must(vault.resealFor('p', purposed, '甲'), 'it'), must(vault.reseal(key, sealed, '甲'), 'it')]
  state.keyring = withoutVersion(state.keyring, 1)
  expect(() => vault.unwrap(wrapped, '甲')).toThrow()
  expect(() => vault.openFor('p', purposed, '甲')).toThrow()
  for (const each of [sealed, resealed]) expect(vault.open(vault.unwrap(rewrapped, '甲'), each, '甲')).toBe('陈')
  expect(vault.openFor('p', repurposed, '甲')).toBe('陈')
  expect(vault.derive('journal/x')).toEqual(lasting)
})

test('a version that is not known yet is looked for once more before it is given up', () => {
  const first = newKeyring('aes', 0)
  const second = withNewVersion(first, 'aes', 1)
  const { wrapped } = createVault(second).newKey('甲')
  expect(createVault({ current: () => first, fresh: () => second }).unwrap(wrapped, '甲')).toHaveLength(32)
  expect(() => createVault(first).unwrap(wrapped, '甲')).toThrow(/version 2 of the master key/)
})

test('what was sealed before there were versions opens under the first one, and moves to the newest', () => {
  const master = randomBytes(32)
  const derived = (purpose: string): Buffer => createHmac('sha256', master).update(`shuoshibu/${purpose}`).digest()
  const old = (key: Buffer, plain: Buffer, context: string): Buffer => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
    const body = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([Buffer.from([1, 1]), nonce, cipher.getAuthTag(), body])
  }
  const [key, vault] = [randomBytes(32), createVault(master)]
  const [wrapped, purposed] = [old(derived('wrap'), key, 'key|甲'), old(derived('frozen'), Buffer.from('"陈"'), '甲')]
  expect(vault.derive('journal/x')).toEqual(derived('journal/x'))
  expect(vault.unwrap(wrapped, '甲')).toEqual(key)
  expect(vault.open(key, old(key, Buffer.from('"陈"'), '甲'), '甲')).toBe('陈')
  expect(vault.openFor('frozen', purposed, '甲')).toBe('陈')
  const later = createVault(withNewVersion(keyringOf(master), 'aes', 1))
  expect(later.unwrap(must(later.rewrap(wrapped, '甲'), 'it'), '甲')).toEqual(key)
  expect(later.openFor('frozen', must(later.resealFor('frozen', purposed, '甲'), 'it'), '甲')).toBe('陈')
})

test('a key file says the same when it is read as when it was written; anything else is no key file', () => {
  const keyring = withNewVersion(newKeyring('sm', 5), 'aes', 6)
  const text = printKeyring(keyring)
  expect(readKeyring(text)).toEqual(keyring)
  const bare = randomBytes(32)
  expect(readKeyring(`${bare.toString('base64')}\n`)).toEqual(keyringOf(bare))
  fc.assert(fc.property(fc.nat(text.length - 2), (cut) => expect(readKeyring(text.slice(0, cut).trimEnd())).toBeNull()), { numRuns: 60 })
  for (const bad of ['', 'x', randomBytes(31).toString('base64'), text.replace('"version": 2', '"version": 1'), text.replace('"sm"', '"rot13"'), '{"format":"shuoshibu-keys"}']) {
    expect([bad, readKeyring(bad)]).toEqual([bad, null])
  }
})

test('values part into open and secret by the fields’ description, and join to the same again', () => {
  const values = {
    type: 'land', summary: '地界的事', people: 2,
    parties: { r1: { values: { name: '陈', side: 'applicant' } }, r2: { values: { name: '吴' }, retired: true as const } },
    photos: ['a'.repeat(64)],
  }
  const { open, secret } = partValues(dispute, values)
  expect(JSON.stringify(open)).not.toMatch(/陈|吴|地界/)
  expect(secret).toEqual({ summary: '地界的事', 'parties/r1/name': '陈', 'parties/r2/name': '吴', photos: ['a'.repeat(64)] })
  expect(joinValues(open, secret)).toEqual(values)
})

test('a body parts and joins the same way, clearing included', () => {
  const body = { kind: 'edit' as const, set: { summary: null, people: 3 }, rows: { parties: { r1: { set: { name: '陈', side: 'applicant' } }, r2: { retire: true as const } } } }
  const { open, secret } = partBody(dispute, body)
  expect(JSON.stringify(open)).not.toMatch(/陈/)
  expect(joinBody(open, secret)).toEqual(body)
})

test('a cursor is believed only with its signature', () => {
  const positions = { s: { epoch: 'e', n: 5, scope: 'x' } }
  const cursor = encodeCursor(vault, positions)
  expect(decodeCursor(vault, cursor)).toEqual(positions)
  for (const bad of [null, '', 'x', cursor.slice(0, -2), `A${cursor}`, encodeCursor(createVault(randomBytes(32)), positions)]) {
    expect(decodeCursor(vault, bad)).toEqual({})
  }
})

test('bare ranges are exactly the numbers that no record carries', () => {
  expect(bareRanges(0, 0, [])).toEqual([])
  expect(bareRanges(0, 5, [])).toEqual([[1, 5]])
  expect(bareRanges(2, 9, [3, 6, 7])).toEqual([[4, 5], [8, 9]])
  expect(bareRanges(0, 3, [1, 2, 3])).toEqual([])
})
