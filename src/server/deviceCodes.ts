import { CODE_LETTERS, letters } from './account/oneTime'
import type { Sql } from './db'
import { WECHAT, type Holder, type Way } from './sessions'

/**
 * The device's short code: the one it has, if it is this person's, or a new one. A code that nobody has is taken over as it is: after
 * a restore the phones that came since the backup are unknown, and what they wrote can only go up under the code it was written with.
 */
export async function deviceFor(sql: Sql, person: string, known: string | null, client: string, now: number): Promise<string> {
  const register = async (device: string): Promise<boolean> => {
    const made = await sql`insert into device (device, person, client, created_at)
      values (${device}, ${person}, ${client}, ${new Date(now).toISOString()}) on conflict do nothing`
    return made.count === 1
  }
  if (known !== null) {
    const [row] = await sql<{ device: string }[]>`select device from device where device = ${known} and person = ${person} and revoked_at is null`
    if (row !== undefined || (isShortCode(known) && await register(known))) return known
  }
  for (;;) {
    const device = shortCode()
    if (await register(device)) return device
  }
}

/** Which WeChats came in on it, for 挂失. */
export async function noteWechat(sql: Sql, device: string, way: Way): Promise<void> {
  if (!way.startsWith(WECHAT)) return
  const id = way.slice(WECHAT.length)
  await sql`update device set wechats = array_append(wechats, ${id}::uuid) where device = ${device} and not ${id}::uuid = any(wechats)`
}

/**
 * Devices a person may speak for: a journal written before a new log-in still goes up. The session's own comes first. `revoked`: those that
 * were reported lost (挂失).
 */
export async function devicesOf(sql: Sql, holder: Holder): Promise<{ readonly devices: readonly string[]; readonly revoked: readonly string[] }> {
  const rows = await sql<{ device: string; is_revoked: boolean }[]>`select device, revoked_at is not null as is_revoked from device where person = ${holder.person}`
  const of = (isRevoked: boolean): readonly string[] => rows.filter((row) => row.is_revoked === isRevoked).map((row) => row.device)
  return { devices: [holder.device, ...of(false).filter((device) => device !== holder.device)], revoked: of(true) }
}

/** 挂失: the device speaks for nobody any more, and what is signed in on it ends at once. False: it was revoked before. */
export async function revokeDevice(sql: Sql, device: string, now: number): Promise<boolean> {
  const at = new Date(now).toISOString()
  const done = await sql`update device set revoked_at = ${at} where device = ${device} and revoked_at is null`
  // Its access tokens stay: they open nothing, and tell the phone why.
  await sql`update session set revoked_at = ${at} where device = ${device} and revoked_at is null`
  return done.count === 1
}

/** Six letters and digits. */
function shortCode(): string {
  return letters(CODE_LENGTH)
}

function isShortCode(code: string): boolean {
  return code.length === CODE_LENGTH && [...code].every((letter) => CODE_LETTERS.includes(letter))
}

const CODE_LENGTH = 6
