import type { Http, HttpAnswer, HttpRequest } from '../../src/client/platform/ports'

/** What happens to one request on its way. */
export type Fate =
  | 'through'
  /** It never arrives. */
  | 'lost'
  /** It arrives and is judged; the phone never hears. */
  | 'answerLost'
  /** It arrives twice; the phone hears the second answer. */
  | 'twice'
  /** A captive portal answers instead, with 200 and a page. */
  | 'portal'
  /** Half an answer. */
  | 'cut'

export interface Network {
  readonly http: Http
  /** Decides for each request; may be changed at any time. */
  fate: (request: HttpRequest) => Fate
}

export function createNetwork(server: Http): Network {
  const self: Network = { fate: () => 'through', http: { send: (request) => deliver(server, request, self.fate(request)) } }
  return self
}

async function deliver(server: Http, request: HttpRequest, fate: Fate): Promise<HttpAnswer> {
  switch (fate) {
    case 'through':
      return server.send(request)
    case 'lost':
      return NO_ANSWER
    case 'answerLost':
      await server.send(request)
      return NO_ANSWER
    case 'twice':
      await server.send(request)
      return server.send(request)
    case 'portal':
      return { kind: 'answer', status: 200, text: '<html><title>请登录 Wi-Fi</title></html>' }
    case 'cut': {
      const answer = await server.send(request)
      return answer.kind === 'answer' ? { ...answer, text: answer.text.slice(0, answer.text.length / 2) } : answer
    }
  }
}

const NO_ANSWER: HttpAnswer = { kind: 'noAnswer' }
