import { ask, toBytes } from './bridge.js'
import { plain } from './calls.js'

/** Requests and sockets: handles here, the exchange itself in Node. */
export function createNetworkApi({ log, later, settle, orMock }) {
  const sockets = new Map()
  // Unique over relaunches, because Node keeps an old socket's number until it has closed.
  const numbers = { next: Math.round(performance.timeOrigin) }

  const task = name => options => {
    const id = numbers.next++
    log(name, [options])
    const promise = settle(name, options, orMock(name, options, () => ask(name, { ...plain(options), id })))
    const ignore = () => undefined
    const listeners = Object.fromEntries(['HeadersReceived', 'ChunkReceived', 'ProgressUpdate'].flatMap(event => [[`on${event}`, ignore], [`off${event}`, ignore]]))
    const handle = { ...listeners, abort: () => void ask('abort', { id }) }
    // Without callbacks the task of the host can also be awaited.
    return promise === undefined ? handle : Object.assign(promise, handle)
  }

  function connectSocket(options) {
    const id = numbers.next++
    const heard = { Open: [], Message: [], Close: [], Error: [] }
    log('connectSocket', [options])
    const socket = {
      CONNECTING: 0,
      OPEN: 1,
      CLOSING: 2,
      CLOSED: 3,
      readyState: 0,
      send: (given = {}) => settle('sendSocketMessage', given, () => ask('socket.send', { id, data: given.data })),
      close: (given = {}) => {
        socket.readyState = socket.CLOSING
        return settle('closeSocket', given, () => ask('socket.close', { ...plain(given), id }))
      },
      ...Object.fromEntries(Object.keys(heard).map(kind => [`on${kind}`, listener => void heard[kind].push(listener)])),
    }
    const fire = (kind, detail) => {
      socket.readyState = kind === 'Open' || kind === 'Message' ? socket.OPEN : socket.CLOSED
      for (const listener of heard[kind]) later(listener, detail)
    }
    sockets.set(id, fire)
    settle('connectSocket', options, () => ask('socket.open', { ...plain(options), id }))?.catch(error => fire('Error', error))
    return socket
  }

  return {
    api: { request: task('request'), downloadFile: task('downloadFile'), connectSocket },
    socketEvent: ({ id, kind, detail }) => {
      const data = detail.data?.$bytes === undefined ? detail.data : toBytes(detail.data.$bytes)
      sockets.get(id)?.(kind, kind === 'Message' ? { data } : detail)
    },
  }
}
