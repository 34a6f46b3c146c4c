import { createDevice, type Device } from './device'
import { createFiles, type Files } from './files'
import { createHttp, type Http } from './http'
import { createKv, type Kv } from './kv'
import { createSockets, type Sockets } from './socket'

/** All of the outside world that the client touches. Each part has one file per platform; the plain one serves Node and tests. */
export interface Platform {
  readonly kv: Kv
  readonly files: Files
  readonly http: Http
  readonly sockets: Sockets
  readonly device: Device
}

export function createPlatform(): Platform {
  return { kv: createKv(), files: createFiles(), http: createHttp(), sockets: createSockets(), device: createDevice() }
}
