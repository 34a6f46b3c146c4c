import { createDevice } from './device'
import { createFiles } from './files'
import { createHttp } from './http'
import { createKv } from './kv'
import type { Platform } from './ports'
import { createSockets } from './socket'

export function createPlatform(): Platform {
  return { kv: createKv(), files: createFiles(), http: createHttp(), sockets: createSockets(), device: createDevice() }
}
