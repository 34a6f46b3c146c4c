import Taro from '@tarojs/taro'
import { createDevice } from './device.weapp'
import { createFiles } from './files.weapp'
import { createKv } from './kv.weapp'

/** A host that was frozen and calls nobody back. */
const silent = (): void => undefined
const failing = ({ fail }: { readonly fail: (failure: { readonly errMsg: string }) => void }): void => fail({ errMsg: 'fail data not found' })

beforeEach(() => {
  jest.useFakeTimers()
  const files = { access: silent, mkdir: silent, readFile: silent, writeFile: silent, rename: silent, unlink: silent, readdir: silent }
  Object.assign(Taro, { env: { USER_DATA_PATH: 'wxfile://usr' }, getStorage: silent, setStorage: silent, removeStorage: silent, getRandomValues: silent, getFileSystemManager: () => files })
})
afterEach(() => void jest.useRealTimers())

/** What has become of it after a minute in which the host said nothing. */
async function afterAMinute<T>(call: Promise<T>): Promise<T | 'refused' | 'still waiting'> {
  const waiting = Symbol('waiting')
  let outcome: T | 'refused' | typeof waiting = waiting
  call.then((value) => { outcome = value }, () => { outcome = 'refused' })
  await jest.advanceTimersByTimeAsync(60_000)
  return outcome === waiting ? 'still waiting' : outcome
}

test.each([
  ['a value to be read', () => createKv().get('session')],
  ['a value to be written', () => createKv().set('session', '{}')],
  ['a value to be removed', () => createKv().remove('session')],
  ['random bytes', () => createDevice().ready()],
  ['a file to be read', () => createFiles().read('ops/p/1')],
])('a host that never calls back for %s has refused it: nobody waits for ever, and nothing counts as missing', async (_, call) => {
  expect(await afterAMinute<unknown>(call())).toBe('refused')
})

test('a host that says it has no such value has none', async () => {
  Object.assign(Taro, { getStorage: failing })
  expect(await afterAMinute(createKv().get('session'))).toBeNull()
})

test('a file whose reading was never answered is not taken for one that is not there', async () => {
  const done = ({ success }: { readonly success: (value: unknown) => void }): void => success({})
  let isFrozen = false
  const access = (asked: { readonly success: (value: unknown) => void }): void => (isFrozen ? undefined : done(asked))
  Object.assign(Taro, { getFileSystemManager: () => ({ access, readFile: silent }) })
  const files = createFiles()
  await jest.advanceTimersByTimeAsync(0)
  isFrozen = true
  expect(await afterAMinute(files.read('drafts/p/1'))).toBe('refused')
})

test('a host that did not answer at first is asked again: storage is there as soon as it is', async () => {
  let isFrozen = true
  const access = ({ fail }: { readonly fail: (failure: unknown) => void }): void => (isFrozen ? undefined : fail({ errMsg: 'access:fail no such file or directory' }))
  const mkdir = ({ success }: { readonly success: (value: unknown) => void }): void => success({})
  Object.assign(Taro, { getFileSystemManager: () => ({ access, mkdir, readFile: failing }) })
  const files = createFiles()
  expect(await afterAMinute(files.read('ops/p/1'))).toBe('refused')
  isFrozen = false
  expect(await afterAMinute(files.read('ops/p/1'))).toBeNull()
})
