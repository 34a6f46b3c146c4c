import { createDevice } from './device'
import { createFiles } from './files'
import { createHttp } from './http'
import { createKv } from './kv'
import type { Platform } from './ports'
import { createSockets } from './socket'
import { createWechat } from './wechatLogin'

export function createPlatform(): Platform {
  return { kv: createKv(), files: createFiles(), http: createHttp(), sockets: createSockets(), device: createDevice(), ...createWechat() }
}
