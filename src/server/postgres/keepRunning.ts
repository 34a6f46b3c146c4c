import { statfsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { textOf } from '../errorCode'
import { askToEnd, launch, shutDown, type Launch, type Launched } from './launch'
import { Refusal } from './refusal'

export interface Kept {
  pid(): number
  stop(): Promise<void>
}

/** Bytes: three segments of PostgreSQL's log, without which it cannot recover. */
const ROOM = 48 << 20

function hasRoom(path: string): boolean {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize >= ROOM
}

/** A PostgreSQL that ran this long was sound: its end does not count with earlier ones. */
const sound = 600_000

/**
 * Starts PostgreSQL again when it ends unasked, three times in a row with growing pauses; open connections are lost,
 * new ones find the same address. `onLost` is told when it does not come back.
 */
export function keepRunning(first: Launched, options: Launch, onLost: (sentence: string) => void): Kept {
  let current = first
  let stopping = false
  // A program that ends without `stop` (a bug, process.exit) still asks PostgreSQL to end.
  const atExit = () => askToEnd(current.pid, options)
  process.once('exit', atExit)

  const watched = watch()
  watched.catch((error: unknown) => onLost(textOf(error, 'message')))

  async function watch(): Promise<void> {
    for (let ends = 0; ;) {
      const begun = Date.now()
      await current.ended
      if (stopping) return
      ends = Date.now() - begun > sound ? 1 : ends + 1
      if (await waitForRoom()) ends = 1
      if (ends > 3) throw new Refusal(`数据库反复意外停止，没有再启动。已存的数据没有丢，原因请看 ${options.folder.logs}。`)
      options.log('数据库意外停了，正在重新启动……')
      await wait(40 * 5 ** ends)
      const next = await startAgain()
      if (next === null) return
      current = next
      options.log('数据库已重新启动。')
      if (stopping) return shutDown(current.pid, options)
    }
  }

  /** null: nobody wants it any more. What could not start on a disk that has filled meanwhile starts when there is room. */
  async function startAgain(): Promise<Launched | null> {
    while (!stopping) {
      try {
        return await launch(options)
      } catch (error) {
        if (!(await waitForRoom())) throw error
      }
    }
    return null
  }

  /** PostgreSQL ends when it cannot write its log, and cannot recover without room. True when there was none; there is now, or the program ends. */
  async function waitForRoom(): Promise<boolean> {
    if (hasRoom(options.folder.path)) return false
    options.log(`数据所在的磁盘满了，数据库停着。请腾出至少 ${ROOM >> 20} MB，腾出以后会自己接着运行；已存的数据没有丢。`)
    while (!stopping && !hasRoom(options.folder.path)) await wait(1_000)
    return true
  }

  return {
    pid: () => current.pid,
    async stop() {
      stopping = true
      await shutDown(current.pid, options)
      await watched.catch(() => undefined)
      process.removeListener('exit', atExit)
    },
  }
}
