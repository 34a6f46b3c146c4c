import type { PushDeps } from '../batch'
import { onTrail } from '../trail'
import { newestOf, withNewVersion, withoutVersion } from '../vault/keyring'
import type { ProviderName } from '../vault/provider'
import { checkedVersion, noteKeys } from './check'
import { sealedColumns } from './columns'
import { keySource, readKeys, writeKeys, type KeyPlace } from './keyFile'
import { rotate, usesOf, type Rotated } from './rotate'
import { createVault } from '../vault'

export interface ChangeDeps extends PushDeps {
  readonly county: string
  readonly place: KeyPlace
}

/** A sentence for the person at the console. */
export type Changed<T> = { readonly kind: 'done'; readonly result: T } | { readonly kind: 'refused'; readonly sentence: string }

/** Adds a version; everything sealed from now on is under it, also by a server that runs. What stands stays readable. */
export async function addVersion(deps: ChangeDeps, provider: ProviderName | null): Promise<Changed<{ readonly version: number; readonly provider: ProviderName }>> {
  const { place } = deps
  const read = readKeys(place)
  if (place.kind === 'env' || read.kind !== 'keys') return { kind: 'refused', sentence: FROM_ENVIRONMENT }
  const before = newestOf(read.keyring)
  const after = withNewVersion(read.keyring, provider ?? before.provider, deps.now())
  const made = newestOf(after)
  writeKeys(place.file, after)
  // A vault of its own: whatever the caller's has seen, the check goes under the new version.
  const vault = createVault(keySource(place))
  await onTrail(deps, deps.county, async (tx) => {
    await noteKeys(tx, vault)
    return { result: undefined, lines: [{ actor: null, action: 'keysNew', subject: deps.county, detail: { version: made.version, provider: made.provider } }] }
  })
  return { kind: 'done', result: { version: made.version, provider: made.provider } }
}

export async function rotateAll(deps: ChangeDeps): Promise<Rotated> {
  await noteKeys(deps.db.sql, deps.vault)
  const rotated = await rotate(deps)
  const { version } = deps.vault.newest()
  await onTrail(deps, deps.county, async () => ({
    result: undefined, lines: [{ actor: null, action: 'keysRotated', subject: deps.county, detail: { version, moved: rotated.moved, broken: rotated.broken.length } }],
  }))
  return rotated
}

/** Longer than any transaction lives: what was sealed before the newest version was there has been written, or never will be. */
const SETTLED_MS = 60_000

/** Takes a version out of the key file. Refused while anything is sealed under it: it could never be opened again. */
export async function retireVersion(deps: ChangeDeps, version: number): Promise<Changed<null>> {
  const { place } = deps
  const read = readKeys(place)
  if (place.kind === 'env' || read.kind !== 'keys') return { kind: 'refused', sentence: FROM_ENVIRONMENT }
  const { keyring } = read
  const newest = newestOf(keyring)
  if (!keyring.versions.some((each) => each.version === version)) return { kind: 'refused', sentence: `密钥文件里没有第 ${version} 版。用 npm run keys -- list 看看有哪几版。` }
  if (version === newest.version) return { kind: 'refused', sentence: `第 ${version} 版正在使用，不能去掉。请先运行 npm run keys -- new 增加一版，再运行 npm run keys -- rotate。` }
  if (deps.now() - Date.parse(newest.madeAt) < SETTLED_MS) return { kind: 'refused', sentence: '最新一版密钥增加还不到一分钟，可能还有手机正在用旧版上传。请过一分钟再运行。' }
  return onTrail<Changed<null>>(deps, deps.county, async (tx) => {
    const tables = [...new Set(sealedColumns(deps.types).filter(({ how }) => how === 'wrapped' || how === 'purpose').map(({ table }) => table))]
    // Nobody writes an envelope between the count and the end of this.
    for (const table of tables) await tx.unsafe(`lock table ${table} in share mode`)
    const uses = { ...(await usesOf(tx, deps.types, version)), ...((await checkedVersion(tx)) === version ? { 'installation.keyCheck': 1 } : {}) }
    const told = Object.entries(uses).map(([column, count]) => `${column} ${count} 行`)
    if (told.length > 0) {
      return { result: { kind: 'refused', sentence: `还有数据用着第 ${version} 版密钥（${told.join('，')}），去掉它就再也打不开。请先运行 npm run keys -- rotate；没有动。` }, lines: [] }
    }
    writeKeys(place.file, withoutVersion(keyring, version))
    return { result: { kind: 'done', result: null }, lines: [{ actor: null, action: 'keysRetired', subject: deps.county, detail: { version } }] }
  })
}

const FROM_ENVIRONMENT = '密钥由环境变量 KEY 给出，程序改不了它。请在密钥管理系统里增加（或去掉）一版，更新 KEY 后重新启动；换到最新一版仍用 npm run keys -- rotate。'
