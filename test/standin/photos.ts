import { createHash } from 'node:crypto'
import type { Client } from '../../src/client/client'
import type { HttpRequest } from '../../src/client/platform/ports'
import type { Bench, Held } from './bench'
import { TOWN } from './town'
import type { World } from './world'

/** What tests of photos look at: the phone's files, the server's pictures, and what went between them. */

export const DAY = 24 * 3600_000
export const idOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
export const files = (phone: Held): readonly string[] => [...phone.disk.texts.keys()].filter((name) => name.startsWith('media/') && !name.endsWith('.tmp'))
export const atServer = (server: Bench['server'], bytes: Uint8Array): boolean => server.media.whole.get(`${TOWN}/${idOf(bytes)}`)?.equals(bytes) === true
export const uploads = (server: Bench['server']): readonly HttpRequest[] => server.log.filter(({ path }) => path.startsWith('/api/media') && !path.endsWith('/link'))
export const pieces = (server: Bench['server']): readonly HttpRequest[] => uploads(server).filter(({ path }) => path !== '/api/media')

export async function kept(client: Client, bytes: Uint8Array): Promise<string> {
  const answer = await client.media.keep(bytes)
  if (answer.kind !== 'kept') throw new Error(answer.why)
  return answer.id
}

/** Days on: the program is started and brought to the front. */
export async function later(world: World, ms: number, phone: Held): Promise<void> {
  await world.pass(1_000)
  world.setNow(world.now() + ms)
  await phone.restart()
  phone.show(true)
  await world.settle()
}

export const waiting = (client: Client): number => client.sync.getState().media.waiting
