import Taro from '@tarojs/taro'
import { serverUrl } from './address.weapp'
import { called } from './callback'
import type { Http, HttpAnswer, HttpRequest } from './ports'

export function createHttp(): Http {
  return { send }
}

async function send({ method, path, headers, body, timeoutMs }: HttpRequest): Promise<HttpAnswer> {
  try {
    const { statusCode, data, header } = await called<{ readonly statusCode: number; readonly data: unknown; readonly header?: Readonly<Record<string, unknown>> }>((done) =>
      // `dataType` other than json: the text comes as it is. `success` is called for every status.
      Taro.request({
        url: serverUrl + path, method, header: { ...headers }, timeout: timeoutMs, dataType: 'text', responseType: 'text',
        ...(body === null ? {} : { data: typeof body === 'string' ? body : exactly(body) }), ...done,
      }))
    return { kind: 'answer', status: statusCode, text: String(data), retryAfter: retryAfterIn(header ?? {}) }
  } catch {
    return { kind: 'noAnswer' }
  }
}

/** Hosts differ in how they write the names of headers. */
function retryAfterIn(header: Readonly<Record<string, unknown>>): string | null {
  const [, value] = Object.entries(header).find(([name]) => name.toLowerCase() === 'retry-after') ?? []
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

/** The host sends the whole buffer, whatever part of it the array shows. */
function exactly(bytes: Uint8Array<ArrayBuffer>): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
}
