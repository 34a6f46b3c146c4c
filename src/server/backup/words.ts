import { typeOf } from '../../domain/registry'
import type { Manifest } from './format'
import type { Made } from './make'
import type { BackupRequest } from './request'
import type { Restored } from './restore'

/** What the person at the console reads when something was done: what is there now, and what to do next. */
export function afterBackup({ file, verify }: Extract<BackupRequest, { kind: 'backup' }>, { manifest, bytes }: Extract<Made, { kind: 'made' }>, ms: number): readonly string[] {
  return [
    `已备份到 ${file}（${size(bytes)}，用时 ${seconds(ms)}）。`,
    ...contents(manifest),
    verify
      ? `已在临时数据库里恢复一遍并逐表核对：${manifest.head.tables.length} 张表一致，留痕链完整，变更号不缺。`
      : '没有试恢复（--no-verify）。没有恢复过的备份不算备份，请尽快在另一台机器上恢复一次看看。',
    '接下来：把这个文件拷到另一台机器或移动硬盘上；密钥文件（口令）另放一处，不要和备份放在一起。',
    '注意：文件里有主密钥，谁能解开它，谁就能看到全部个人信息。',
  ]
}

export function afterCheck(file: string, manifest: Manifest): readonly string[] {
  return [`${file} 完整，${manifest.head.tables.length} 张表的校验都相符（没有恢复，数据没有动）。`, ...contents(manifest)]
}

export function afterRestore({ manifest, keptKey }: Extract<Restored, { kind: 'restored' }>, ms: number, mode: 'demo' | 'county'): readonly string[] {
  return [
    `已恢复到 ${when(manifest.head.at)} 的样子，并逐表核对过（用时 ${seconds(ms)}）。`,
    ...contents(manifest),
    ...(keptKey === null ? [] : [`原来的主密钥留在 ${keptKey}，没有删除。`]),
    `接下来：运行 ${mode === 'demo' ? 'npm start' : 'npm run serve'} 启动服务，请所有人重新登录。手机会把最近 7 天报过的内容自动再报一遍，备份以后的记录由此补回。`,
    '备份以后挂失的手机、停用的账号、改过的口令、删除的个人信息，请再办一次。',
  ]
}

export function afterKey(file: string, recipient: string): readonly string[] {
  return [
    `密钥已写到 ${file}。备份时用公钥：`,
    `  ${recipient}`,
    '接下来：把密钥文件抄两份，离线保管在两个地方，再从这台机器上删掉；丢了它，备份就再也打不开。备份时只需要公钥，例如 BACKUP_RECIPIENT=公钥 npm run backup -- 文件。',
  ]
}

function contents({ head, tail }: Manifest): readonly string[] {
  const rows = (table: string): number => tail.tables[table]?.rows ?? 0
  const records = Object.entries(tail.records).filter(([, count]) => count > 0).map(([kind, count]) => `${typeOf(kind)?.label ?? kind} ${count}`)
  return [
    `  ${head.mode === 'demo' ? '演示数据' : '正式数据'}，${when(head.at)} 那一刻；乡镇 ${tail.streams.filter(({ kind }) => kind === 'township').length} 个`,
    `  ${records.join('，') || '还没有记录'}`,
    `  操作 ${rows('op')} 条，留痕 ${rows('audit')} 行，账号 ${rows('account')} 个，手机 ${rows('device')} 部`,
  ]
}

/** In the county's own time. */
function when(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} 秒`
}
