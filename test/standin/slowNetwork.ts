import type { Http, HttpAnswer, HttpRequest } from '../../src/client/platform/ports'
import type { World } from './world'

/** A network as in a mountain village, in the world's time: one thing at a time on the air, and some of it is lost. */
export interface SlowNetwork {
  readonly http: Http
  /** Bytes that left the phone, lost ones too, with about what their headers take. */
  sent(): number
  /** Bytes of bodies that arrived for the first time. */
  payload(): number
}

export interface Slowness {
  readonly bytesPerSecond: number
  readonly roundTripMs: number
  /** Of requests, and of answers. */
  readonly loss: number
}

export function createSlowNetwork(world: World, server: Http, { bytesPerSecond, roundTripMs, loss }: Slowness): SlowNetwork {
  const arrived = new Set<string>()
  let [sent, payload, freeAt] = [0, 0, 0]
  const until = (at: number): Promise<void> => new Promise((resolve) => void world.after(Math.max(0, at - world.now()), resolve))

  async function carry(bytes: number): Promise<void> {
    freeAt = Math.max(freeAt, world.now()) + (bytes / bytesPerSecond) * 1000
    await until(freeAt + roundTripMs / 2)
  }

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const began = world.now()
    const body = request.body === null ? 0 : typeof request.body === 'string' ? Buffer.byteLength(request.body) : request.body.length
    sent += body + HEADER_BYTES
    await carry(body + HEADER_BYTES)
    if (world.chance() < loss) return given(began, request)
    const key = `${request.path} ${typeof request.body === 'string' ? request.body : ''}`
    if (!arrived.has(key)) payload += body
    arrived.add(key)
    const answer = await server.send(request)
    await carry((answer.kind === 'answer' ? Buffer.byteLength(answer.text) : 0) + HEADER_BYTES)
    const isLate = world.now() - began > request.timeoutMs
    return world.chance() < loss || isLate ? given(began, request) : answer
  }

  async function given(began: number, request: HttpRequest): Promise<HttpAnswer> {
    await until(began + request.timeoutMs)
    return { kind: 'noAnswer' }
  }

  return { http: { send }, sent: () => sent, payload: () => payload }
}

const HEADER_BYTES = 400
