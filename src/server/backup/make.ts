import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { codeOf } from '../errorCode'
import { syncFolder } from '../postgres/folder'
import type { Manifest } from './format'
import { BackupRefusal } from './refusal'
import { tryRestore, type Scratch } from './scratch'
import { newKeyPair, type Key, type Lock } from './seal'
import { writeBackup, type Source } from './write'

export type Made =
  | { readonly kind: 'made'; readonly manifest: Manifest; readonly bytes: number }
  | { readonly kind: 'refused'; readonly sentence: string }

/**
 * Writes a backup beside its name, restores it into a scratch database when there is one, and only then gives it its name: a file
 * that is there under its name is whole, and has been restored once.
 */
export async function makeBackup(source: Source, file: string, lock: Lock, scratch: Scratch | null): Promise<Made> {
  const draft = `${file}.tmp`
  if (existsSync(file)) return { kind: 'refused', sentence: `${file} 已经存在，备份不会覆盖它。请换一个文件名，例如带上日期。` }
  if (existsSync(draft)) return { kind: 'refused', sentence: `${draft} 还在：另一个备份正在写，或者上次没有写完。没有别的备份在运行时，请删掉它再试。` }
  try {
    const { lock: forFile, key } = scratch === null ? { lock, key: null } : await openableHere(lock)
    const manifest = await writeBackup(source, draft, forFile)
    if (scratch !== null && key !== null) {
      const wrong = await tryRestore(scratch, source.types, draft, key)
      if (wrong.length > 0) return { kind: 'refused', sentence: `备份没有通过核对，不能用，文件留在 ${draft} 供检查：\n${wrong.join('\n')}` }
    }
    const bytes = statSync(draft).size
    renameSync(draft, file)
    syncFolder(dirname(file))
    return { kind: 'made', manifest, bytes }
  } catch (error) {
    rmSync(draft, { force: true })
    if (error instanceof BackupRefusal) return { kind: 'refused', sentence: error.message }
    const code = codeOf(error)
    if (['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'ENOENT', 'ENOTDIR'].includes(code)) {
      return { kind: 'refused', sentence: `备份没有写成：${file} 所在的地方写不进去（${code}）。请检查磁盘空间和文件夹；数据没有动。` }
    }
    throw error
  }
}

/**
 * The private key of a backup is not on the machine that makes it, so the file is locked for one more key, which lives in this
 * process only, opens it for the trial and is forgotten.
 */
async function openableHere(lock: Lock): Promise<{ readonly lock: Lock; readonly key: Key }> {
  if (lock.kind === 'passphrase') return { lock, key: lock }
  const { identity, recipient } = await newKeyPair()
  return { lock: { kind: 'recipients', recipients: [...lock.recipients, recipient] }, key: { kind: 'identities', identities: [identity] } }
}
