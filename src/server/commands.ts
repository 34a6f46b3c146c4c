import { isAuditCommand, runAuditCommand } from './audit/command'
import { runBackupCommand, type Host } from './backup/command'
import { isBackupCommand } from './backup/request'
import { runDistributeCommand } from './distribute/command'
import { runKeysCommand } from './keys/command'
import { runRollupCommand } from './rollup/command'

/** What is done beside or instead of the server. Null: it is no command, the server is wanted; else the sentence that says what went wrong, if anything did. */
export function runCommand(command: string | undefined, words: readonly string[], host: Host): Promise<string | null> | null {
  if (isBackupCommand(command)) return runBackupCommand(command, words, host)
  if (isAuditCommand(command)) return runAuditCommand(command, words, host)
  if (command === 'keys') return runKeysCommand(words, host)
  if (command === 'db-distribute') return runDistributeCommand(words, host)
  return command === 'rollup' ? runRollupCommand(words, host) : null
}
