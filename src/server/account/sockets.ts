import { dayAt } from '../../core/period'
import type { Me } from '../../core/protocol'
import type { Sql } from '../db'
import type { Directory } from '../me'
import { endedAmong, type Holder } from '../sessions'

/** An open socket, and what it was opened for. */
export interface Watched {
  readonly holder: Holder
  /** Of the person when the ticket was given. */
  readonly me: Me
  readonly close: () => void
}

export interface SocketWatch {
  readonly add: (socket: Watched) => () => void
  /** One look at all of them; every few seconds. */
  readonly look: () => Promise<void>
}

/** Seconds at most that a socket outlives its session, or a grant it was opened with. */
export const LOOK_MS = 3_000

interface WatchDeps {
  readonly db: { readonly sql: Sql }
  readonly directory: Directory
  readonly county: string
  readonly now: () => number
}

export function createSocketWatch({ db, directory, county, now }: WatchDeps): SocketWatch {
  const open = new Set<Watched>()
  return {
    add(socket) {
      open.add(socket)
      return () => open.delete(socket)
    },
    async look() {
      if (open.size === 0) return
      const sockets = [...open]
      const ended = new Set(await endedAmong(db.sql, [...new Set(sockets.map(({ holder }) => holder.session))], now()))
      const people = new Map((await directory.all(county, dayAt(now()))).map((me) => [me.person, me]))
      for (const socket of sockets) {
        const { holder, me } = socket
        const known = people.get(holder.person)
        if (!ended.has(holder.session) && known !== undefined && grantsOf(known) === grantsOf(me)) continue
        open.delete(socket)
        socket.close()
      }
    },
  }
}

function grantsOf({ grants }: Me): string {
  return grants.map(({ role, place }) => `${role} ${place}`).sort().join('|')
}
