/**
 * Sign-ins of the stand-in, like the real ones: an access lives fifteen minutes, and a refresh token stays good until one of its
 * successors is first used; what is shown after that is a copy and ends the sign-in.
 */
export interface Sessions {
  open(login: string, device: string): Tokens
  refresh(token: string): { readonly login: string; readonly device: string; readonly tokens: Tokens } | null
  holderOf(access: string): Holder | null
  end(holder: Holder): void
  /** The code a phone has, if it is this person's, or a new one. */
  deviceFor(login: string, known: string | null): string
  devicesOf(login: string): readonly string[]
  /** 挂失: what is signed in on it ends, and its code is given out no more. */
  revoke(device: string): void
  revokedOf(login: string): readonly string[]
  isOfRevoked(token: string): boolean
  /** Code → login, and back to that: what was given out since is unknown then. */
  devices(): ReadonlyMap<string, string>
  takeBack(devices: ReadonlyMap<string, string>): void
  /** Access tokens end; with `refresh`, sign-ins too. */
  expire(what: 'access' | 'refresh'): void
}

export interface Tokens {
  readonly access: string
  readonly refresh: string
}

export interface Holder {
  readonly login: string
  readonly device: string
  /** next: given out, not yet used; used: the one whose successors those are; spent: before it, or beside it. */
  readonly states: Map<string, 'next' | 'used' | 'spent'>
  isOver: boolean
}

/** What a browser keeps in its cookie. */
export interface Jar {
  refresh: string | null
}

const ACCESS_MS = 15 * 60_000

/** `codeOf`: the code of the device of that number. */
export function createSessions(now: () => number, codeOf: (count: number) => string): Sessions {
  const accesses = new Map<string, { readonly holder: Holder; readonly until: number }>()
  const byRefresh = new Map<string, Holder>()
  const revoked = new Set<string>()
  let devices = new Map<string, string>()
  let given = 0
  let issued = 0

  function tokensFor(holder: Holder): Tokens {
    const refresh = `refresh-${(issued += 1)}`
    const access = `access-${(issued += 1)}`
    accesses.set(access, { holder, until: now() + ACCESS_MS })
    holder.states.set(refresh, 'next')
    byRefresh.set(refresh, holder)
    return { access, refresh }
  }

  return {
    open: (login, device) => tokensFor({ login, device, states: new Map(), isOver: false }),
    refresh(token) {
      const holder = byRefresh.get(token)
      if (holder === undefined || holder.isOver) return null
      const state = holder.states.get(token)
      if (state === 'spent') {
        holder.isOver = true
        return null
      }
      if (state === 'next') for (const other of holder.states.keys()) holder.states.set(other, other === token ? 'used' : 'spent')
      return { login: holder.login, device: holder.device, tokens: tokensFor(holder) }
    },
    holderOf(access) {
      const found = accesses.get(access)
      return found === undefined || found.until <= now() || found.holder.isOver ? null : found.holder
    },
    end: (holder) => void (holder.isOver = true),
    deviceFor(login, known) {
      if (known !== null && devices.get(known) === login && !revoked.has(known)) return known
      // A phone that has a code nobody knows any more, after the server was put back, goes on with it.
      const code = known !== null && !devices.has(known) ? known : codeOf((given += 1))
      devices.set(code, login)
      return code
    },
    devicesOf: (login) => [...devices].filter(([device, owner]) => owner === login && !revoked.has(device)).map(([device]) => device),
    revoke(device) {
      revoked.add(device)
      for (const holder of byRefresh.values()) if (holder.device === device) holder.isOver = true
    },
    revokedOf: (login) => [...devices].filter(([device, owner]) => owner === login && revoked.has(device)).map(([device]) => device),
    isOfRevoked: (token) => revoked.has((byRefresh.get(token) ?? accesses.get(token)?.holder)?.device ?? ''),
    devices: () => new Map(devices),
    takeBack: (before) => void (devices = new Map(before)),
    expire(what) {
      accesses.clear()
      if (what === 'refresh') byRefresh.clear()
    },
  }
}
