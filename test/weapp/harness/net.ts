import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import WebSocket from 'ws'
import { HostFailure, storeDownload, type Bytes, type HostCalls } from './disk'

/** One request the program made; `status` is null while it is on its way and when it failed. */
export interface RequestRecord {
  readonly method: string
  readonly url: string
  readonly header: Readonly<Record<string, string>>
  readonly body: string | null
  status: number | null
  failure: string | null
}

export interface Network {
  readonly calls: HostCalls
  readonly requests: RequestRecord[]
  setOffline(offline: boolean): void
  /** Drops everything under way, as when the program is killed. */
  dropAll(): void
}

export interface NetworkOptions {
  /** Where the test's server listens, `http://127.0.0.1:port`. */
  readonly serverUrl: string
  /** The origin the package was built with ('' if with none); requests to it go to `serverUrl`, any other is refused as the host does. */
  readonly domain: string
  readonly diskRoot: string
  readonly onSocket: (id: number, kind: 'Open' | 'Message' | 'Close' | 'Error', detail: unknown) => void
}

interface RequestOptions {
  readonly id: number
  readonly url: string
  readonly method?: string
  readonly header?: Readonly<Record<string, string>>
  readonly data?: unknown
  readonly responseType?: string
  readonly dataType?: string
  readonly timeout?: number
  readonly filePath?: string
}

interface SocketOptions {
  readonly id: number
  readonly url: string
  readonly header?: Readonly<Record<string, string>>
  readonly protocols?: readonly string[]
  readonly data: string | Bytes
  readonly code?: number
  readonly reason?: string
}

/** The phone's network: requests and sockets run in Node, so no browser rule (CORS, cookies, mixed content) softens or hardens them. */
export function createNetwork({ serverUrl, domain, diskRoot, onSocket }: NetworkOptions): Network {
  const requests: RequestRecord[] = []
  const running = new Map<number, AbortController>()
  const sockets = new Map<number, WebSocket>()
  let offline = false

  const target = (url: string, scheme: 'http' | 'ws'): string => {
    const as = (origin: string): string => origin.replace(/^http/, scheme)
    const rest = url.slice(as(domain).length)
    if (!url.startsWith(as(domain)) || !/^([/?]|$)/.test(rest)) throw new HostFailure('url not in domain list')
    return as(serverUrl) + rest
  }

  async function exchange(options: RequestOptions): Promise<{ response: Response; body: Buffer }> {
    const { method = 'GET', timeout = 60_000 } = options
    const header = { 'content-type': 'application/json', ...lowerCase(options.header ?? {}) }
    const { url, body } = encode(options.url, method, header, options.data)
    const record: RequestRecord = { method, url, header, body: typeof body === 'string' ? body : null, status: null, failure: null }
    requests.push(record)
    const abort = new AbortController()
    running.set(options.id, abort)
    try {
      if (offline) throw new HostFailure('')
      const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(timeout)])
      const response = await fetch(target(url, 'http'), { method, headers: header, signal, ...(body === null ? {} : { body }) })
      const content = Buffer.from(await response.arrayBuffer())
      record.status = response.status
      return { response, body: content }
    } catch (error) {
      const failure = error instanceof HostFailure ? error : new HostFailure(failureText(error as Error, offline))
      record.failure = failure.message
      throw failure
    } finally {
      running.delete(options.id)
    }
  }

  function setOffline(now: boolean): void {
    offline = now
    if (now) dropAll()
  }

  function dropAll(): void {
    for (const abort of running.values()) abort.abort()
    for (const socket of sockets.values()) socket.terminate()
  }

  const calls: HostCalls = {
    request: async (options: RequestOptions) => {
      const { response, body } = await exchange(options)
      const data = options.responseType === 'arraybuffer' ? { $bytes: body.toString('base64') } : parsed(body.toString('utf8'), options.dataType)
      return { data, statusCode: response.status, header: Object.fromEntries(response.headers), cookies: response.headers.getSetCookie() }
    },
    abort: ({ id }: { id: number }) => running.get(id)?.abort(),
    downloadFile: async (options: RequestOptions) => {
      const { response, body } = await exchange(options)
      if (options.filePath === undefined) return { statusCode: response.status, tempFilePath: storeDownload(diskRoot, `download-${options.id}`, body) }
      writeFileSync(join(diskRoot, options.filePath.replace(/^wxfile:\/\//, '')), body)
      return { statusCode: response.status, filePath: options.filePath }
    },
    'socket.open': ({ id, url, header = {}, protocols = [] }: SocketOptions) => {
      const address = target(url, 'ws')
      if (offline) {
        // Without a network the call itself succeeds; the task hears of it, once the program listens.
        setTimeout(() => {
          onSocket(id, 'Error', { errMsg: 'connect fail' })
          onSocket(id, 'Close', { code: 1006, reason: '' })
        }, 50)
        return
      }
      const socket = new WebSocket(address, [...protocols], { headers: { ...header } })
      sockets.set(id, socket)
      socket.on('open', () => onSocket(id, 'Open', { header: {} }))
      socket.on('message', (data: Buffer, isBinary) =>
        onSocket(id, 'Message', { data: isBinary ? { $bytes: data.toString('base64') } : data.toString('utf8') }),
      )
      socket.on('error', error => onSocket(id, 'Error', { errMsg: error.message }))
      socket.on('close', (code, reason) => {
        sockets.delete(id)
        onSocket(id, 'Close', { code, reason: reason.toString('utf8') })
      })
    },
    'socket.send': ({ id, data }: SocketOptions) => {
      const socket = sockets.get(id)
      if (socket?.readyState !== WebSocket.OPEN) throw new HostFailure('SocketTask.readyState is not OPEN')
      socket.send(typeof data === 'string' ? data : Buffer.from(data.$bytes, 'base64'))
    },
    'socket.close': ({ id, code = 1000, reason = '' }: SocketOptions) => sockets.get(id)?.close(code, reason),
  }
  return { calls, requests, setOffline, dropAll }
}

const lowerCase = (header: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), String(value)]))

// The host's rules for `data`: the query of a GET, JSON or a form elsewhere, text and bytes as they are.
function encode(url: string, method: string, header: Readonly<Record<string, string>>, data: unknown): { url: string; body: string | Buffer<ArrayBuffer> | null } {
  if (data === undefined || data === null) return { url, body: null }
  if (typeof data === 'string') return { url, body: method === 'GET' ? null : data }
  if (typeof data === 'object' && '$bytes' in data) return { url, body: Buffer.from(String(data.$bytes), 'base64') }
  const form = Object.entries(data).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
  if (method === 'GET') return { url: form.length === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}${form.join('&')}`, body: null }
  const isForm = header['content-type']?.includes('x-www-form-urlencoded') === true
  return { url, body: isForm ? form.join('&') : JSON.stringify(data) }
}

function parsed(text: string, dataType = 'json'): unknown {
  if (dataType !== 'json') return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function failureText(error: Error, offline: boolean): string {
  if (offline) return ''
  if (error.name === 'TimeoutError') return 'timeout'
  if (error.name === 'AbortError') return 'abort'
  return (error as { cause?: NodeJS.ErrnoException }).cause?.code ?? error.message
}
