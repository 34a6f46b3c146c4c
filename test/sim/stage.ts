import { must } from '../../src/core/assert'
import type { Http, HttpAnswer, HttpRequest, Sockets, SocketEvents } from '../../src/client/platform/ports'
import type { Op } from '../../src/core/op'
import type { OpResult, PullAnswer, Push, PushAnswer, Session } from '../../src/core/protocol'
import { createPhone, type Phone } from '../standin/phone'
import { createWorld, type World } from '../standin/world'
import type { Fate } from './acts'
import { namesOf, PASSWORD, type County, type Named, type Names, type Server } from './county'
import { changeFaults, outOfScope, type Home } from './scope'

/** One seed's world: the server, three phones, and the network between them, which decides the fate of every request and watches what is delivered. */
export interface Stage {
  readonly names: Names
  readonly world: World
  readonly county: County
  readonly phones: readonly SimPhone[]
  /** What the server said to each op, as it left the server; put back with a restore. */
  judged: Map<string, { readonly op: Op; readonly result: OpResult }>
  /** Where each record is and whose it is, as far as ops took effect; put back with a restore. */
  homes: Map<string, Home>
  /** Op → why it was ever refused. */
  readonly refusals: Map<string, Set<string>>
  /** Runs in the moment the next answer reaches that phone. */
  race: { readonly who: number; readonly run: () => void } | null
  readonly trace: string[]
  readonly tally: Record<string, number>
  /** Laws that were broken on the way. */
  readonly faults: string[]
  /** Device code → a name that is the same with every server. */
  readonly codes: Map<string, string>
  /** Per phone the device codes it was given. */
  readonly devices: readonly Set<string>[]
}

export interface SimPhone extends Phone {
  readonly who: number
  readonly named: Named
  fates: readonly Fate[]
  /** An older program: it may hand in what it has, and receives nothing. */
  isOld: boolean
  /** Records ever delivered to it. */
  readonly delivered: Set<string>
}

/** `most`: so many phones at most. */
export async function openStage(seed: number, server: Server, most = Infinity): Promise<Stage> {
  const world = createWorld(seed, 1)
  const names = namesOf(seed)
  const county = await server.open(names, world.now)
  const phones: SimPhone[] = []
  const stage: Stage = { names, world, county, phones, judged: new Map(), homes: new Map(), refusals: new Map(), race: null, trace: [], tally: {}, faults: [], codes: new Map(), devices: names.people.map(() => new Set()) }
  const poked = createPokes(stage)
  for (const [who, own] of names.people.slice(0, most).entries()) {
    // In some histories the second phone is another one of the first person.
    const named = who === 1 && seed % 4 === 0 ? must(names.people[0], 'the first person') : own
    const way = createWay(stage, who, county.http())
    const phone = await createPhone(world, { http: way, sockets: poked.sockets(who) })
    phones.push(Object.assign(phone, { who, named, fates: [], isOld: false, delivered: new Set<string>() }))
  }
  return stage
}

export function count(stage: Stage, what: string, by = 1): void {
  stage.tally[what] = (stage.tally[what] ?? 0) + by
}

/** The person at that phone signs in, as far as the network lets. */
export async function signIn({ world }: Stage, phone: SimPhone): Promise<void> {
  void phone.client().signIn({ kind: 'password', login: phone.named.login, password: PASSWORD })
  await world.settle()
}

const NO_ANSWER: HttpAnswer = { kind: 'noAnswer' }
const SLOW_MS = 4_000
/** After the phone has given the request up. */
const LATE_MS = 26_000
const ECHO_MS = 40_000

function createWay(stage: Stage, who: number, server: Http): Http {
  const { world } = stage
  let sent = 0

  async function serve(request: HttpRequest, fate: Fate): Promise<HttpAnswer> {
    const answer = await server.send(request)
    watch(stage, who, request, answer, fate)
    return answer
  }
  const later = (ms: number, run: () => Promise<void>): void => {
    if (ms === 0) world.job(run)
    else world.after(ms, () => world.job(run))
  }

  return {
    send(asked) {
      const phone = must(stage.phones[who], 'the phone that asks')
      const request = phone.isOld ? { ...asked, headers: { ...asked.headers, 'x-protocol': '0' } } : asked
      const fate = phone.fates[(sent += 1) % Math.max(1, phone.fates.length)] ?? 'through'
      count(stage, `request ${fate}`)
      return new Promise((resolve) => {
        const hear = (answer: HttpAnswer): void => {
          resolve(answer)
          const { race } = stage
          if (race?.who !== who) return
          stage.race = null
          race.run()
        }
        const passOn = (ms: number, change: (answer: HttpAnswer) => HttpAnswer = (answer) => answer): void =>
          later(ms, async () => hear(change(await serve(request, fate))))
        switch (fate) {
          case 'through':
            return passOn(0)
          case 'lost':
            return later(0, async () => hear(NO_ANSWER))
          case 'silent':
            return
          case 'answerLost':
            return passOn(0, () => NO_ANSWER)
          case 'twice':
            later(0, async () => void (await serve(request, fate)))
            return passOn(0)
          case 'echo':
            later(ECHO_MS, async () => void (await serve(request, fate)))
            return passOn(0)
          case 'slow':
            return later(SLOW_MS, async () => {
              const answer = await serve(request, fate)
              later(SLOW_MS, async () => hear(answer))
            })
          case 'late':
            return passOn(LATE_MS)
          case 'portal':
            return later(0, async () => hear({ kind: 'answer', status: 200, text: '<html><title>请登录 Wi-Fi</title></html>' }))
          case 'other':
            return later(0, async () => hear({ kind: 'answer', status: 200, text: '{"code":0,"data":{}}' }))
          case 'cut':
            return passOn(0, (answer) => (answer.kind === 'answer' ? { ...answer, text: answer.text.slice(0, answer.text.length / 2) } : answer))
          case 'busy':
            return later(0, async () => hear({ kind: 'answer', status: 503, text: '{"code":"serverBusy","message":"忙"}' }))
          case 'dies':
          case 'dies3':
          case 'dies6':
            return later(0, async () => {
              // Only a push writes in one long transaction; of anything else it is as if it had not arrived.
              if (request.path === '/api/push') {
                if (fate !== 'dies') stage.county.dieAt(fate === 'dies3' ? 3 : 6)
                await server.send(request)
                stage.trace.push(`${who} ${request.path} ${fate}`)
                if (fate === 'dies') must(stage.phones[who], 'the phone').fates = ['lost']
              }
              hear(NO_ANSWER)
            })
        }
      })
    },
  }
}

/** Every answer as it leaves the server: remembered, written into the trace, and held against what may be delivered. */
function watch(stage: Stage, who: number, request: HttpRequest, answer: HttpAnswer, fate: Fate): void {
  const status = answer.kind === 'answer' ? answer.status : 0
  if (answer.kind === 'answer' && status >= 500) stage.faults.push(`${request.path} was answered ${status}: ${answer.text}`)
  if (status === 404 && request.path === '/api/push') for (const { id } of (JSON.parse(String(request.body)) as Push).ops) refuse(stage, id, 'outOfScope')
  const said = answer.kind === 'answer' && status === 200 ? toldOf(stage, who, request, answer.text) : ''
  stage.trace.push(`${stage.world.now()} ${who} ${request.path} ${fate} ${status} ${said}`)
}

function refuse({ refusals }: Stage, id: string, code: string): void {
  refusals.set(id, (refusals.get(id) ?? new Set()).add(code))
}

function toldOf(stage: Stage, who: number, request: HttpRequest, text: string): string {
  switch (request.path) {
    case '/api/login': {
      const { device } = JSON.parse(text) as Session
      if (!stage.codes.has(device)) stage.codes.set(device, `D${stage.codes.size}`)
      stage.devices[who]?.add(device)
      return stage.codes.get(device) ?? ''
    }
    case '/api/push': {
      const { ops } = JSON.parse(String(request.body)) as Push
      const { results } = JSON.parse(text) as PushAnswer
      for (const [index, result] of results.entries()) {
        if (isKept(result)) stage.judged.set(result.id, { op: must(ops[index], 'the op of a result'), result })
        count(stage, `op ${result.kind}`)
        if (result.kind === 'rejected') refuse(stage, result.id, result.refusal.code)
        if (result.kind === 'applied') stage.faults.push(...changeFaults(stage, must(stage.phones[who], 'the phone that pushed').named, must(ops[index], 'the op of a result'), result.conflicts))
      }
      return results.map((result) => `${result.id.slice(-6)} ${result.kind} ${'n' in result ? result.n : 'refusal' in result ? result.refusal.code : ''}`).join(', ')
    }
    case '/api/pull': {
      const { streams } = JSON.parse(text) as PullAnswer
      const phone = must(stage.phones[who], 'the phone that pulled')
      for (const changes of streams) stage.faults.push(...outOfScope(stage, phone, changes))
      return streams.map(({ from, to, fresh, records, gone }) => `${from}-${to}${fresh ? '!' : ''} ${records.map(({ n }) => n).join(' ')} −${gone.length}`).join(', ')
    }
    default:
      return ''
  }
}

/** Whether the server has stored the op: not one whose place or id was taken. */
function isKept(result: OpResult): boolean {
  return result.kind !== 'retry' && !(result.kind === 'rejected' && ['otherContent', 'seqTaken'].includes(result.refusal.code))
}

/** Pokes reach phones whose network is good, after the answer that made them. */
function createPokes(stage: Stage): { sockets(who: number): Sockets } {
  const open = new Set<{ readonly who: number; readonly events: SocketEvents }>()
  stage.county.onMoved = (stream, n) => stage.world.job(async () => {
    for (const { who, events } of open) if (stage.phones[who]?.fates.length === 0) events.onText(JSON.stringify({ stream, n }))
  })
  return {
    sockets: (who) => ({
      open(_path, events) {
        const socket = { who, events }
        open.add(socket)
        return { close: () => void open.delete(socket) }
      },
    }),
  }
}
