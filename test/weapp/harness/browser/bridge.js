// The one door between the browser and Node. ArrayBuffers cross it as `{ $bytes: base64 }`; as with the host, typed arrays do not count as binary.

export class HostFailure extends Error {}

/** Asks Node and waits without blocking. */
export const ask = async (name, options) => open(await window.hostCall(pack({ name, options })))

/** Asks Node and blocks, for the APIs whose name ends in Sync: what they wrote is on the disk when they return. */
export function askSync(name, options) {
  const request = new XMLHttpRequest()
  request.open('POST', '/host', false)
  request.send(pack({ name, options }))
  return open(request.responseText)
}

const pack = value => JSON.stringify(value, (_, part) => (part instanceof ArrayBuffer ? { $bytes: toBase64(part) } : part))

function open(text) {
  const answer = JSON.parse(text, (_, part) => (typeof part?.$bytes === 'string' ? toBytes(part.$bytes) : part))
  if (answer.fail !== undefined) throw new HostFailure(answer.fail)
  return answer.ok
}

function toBase64(buffer) {
  const bytes = new Uint8Array(buffer)
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return btoa(text)
}

export function toBytes(base64) {
  const text = atob(base64)
  return Uint8Array.from(text, character => character.charCodeAt(0)).buffer
}

/** Reports something the program did wrong. */
export function report(error) {
  const text = error instanceof Error ? error.stack || `${error.name}: ${error.message}` : typeof error === 'string' ? error : JSON.stringify(error)
  void window.hostCall(pack({ name: 'error', options: text }))
}

/** Runs a piece of the program; what it throws is reported and handed to `onError`, never to the harness. */
export function guard(run, onError) {
  try {
    return run()
  } catch (error) {
    report(error)
    onError?.(error)
    return undefined
  }
}
