import { createBench, newDispute, saved, shown } from '../../test/standin/bench'
import { atServer, idOf, pieces, uploads, waiting } from '../../test/standin/photos'
import { docx, m4a, pdf } from '../../test/standin/papers'
import { jpeg, jpegOf, pngOf } from '../../test/standin/pictures'
import { TOWN } from '../../test/standin/town'
import type { MediaWhat } from '../core/media'
import type { MediaProblem } from '../core/mediaCheck'
import type { Client } from './client'
import type { HttpRequest } from './platform/ports'

async function keptAs(client: Client, bytes: Uint8Array, what: MediaWhat): Promise<string> {
  const answer = await client.media.keep(bytes, what)
  if (answer.kind !== 'kept') throw new Error(answer.why)
  return answer.id
}

test('a recording and papers are kept without a signal, go up behind their record in pieces, and come back as what they are', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  const client = phone.client()
  phone.offline()
  const [voice, paper, word] = [m4a(1, 70_000), pdf(1, 40_000), docx(1)]
  const [voices, files] = [[await keptAs(client, voice, 'voice')], [await keptAs(client, paper, 'files'), await keptAs(client, word, 'files')]]
  const record = await saved(client.write(newDispute({ voices, files })))
  await world.settle()
  expect(client.sync.getState().media).toEqual({ waiting: 3, others: 3, refused: [] })
  expect(await client.media.show(TOWN, record, idOf(voice))).toMatchObject({ kind: 'local', type: 'audio/mp4', sent: false })
  await phone.online()
  await world.pass(5_000)
  expect([voice, paper, word].map((bytes) => atServer(server, bytes))).toEqual([true, true, true])
  expect(pieces(server)).toHaveLength(3 + 2 + 1)
  const wang = await phoneOf('wang')
  await world.settle()
  expect(await wang.client().media.show(TOWN, record, idOf(paper))).toMatchObject({ kind: 'remote', type: 'application/pdf' })
})

test('hostile files: each is refused in words, the photo beside them and the record go on', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  const client = phone.client()
  const bad: readonly (readonly [Uint8Array, MediaWhat, MediaProblem])[] = [
    [jpegOf(30_000, 30_000), 'photos', 'tooManyPixels'], [pngOf(50_000, 50_000), 'photos', 'tooManyPixels'], [Buffer.from('<html>.jpg'), 'photos', 'wrongType'],
    [jpeg(1, 900).subarray(0, 400), 'photos', 'damaged'], [new Uint8Array(), 'photos', 'empty'], [docx(1, { 'word/vbaProject.bin': 'x' }), 'files', 'macro'],
    [pdf(1), 'photos', 'wrongType'], [pdf(1, 5 * 1024 * 1024 + 100), 'files', 'tooLarge'], [m4a(1, 4 * 1024 * 1024), 'voice', 'tooLarge'],
  ]
  for (const [bytes, what, why] of bad) expect(await client.media.keep(bytes, what)).toEqual({ kind: 'notKept', why })
  const record = await saved(client.write(newDispute({ photos: [await keptAs(client, jpeg(2, 900), 'photos')] })))
  await world.pass(5_000)
  expect(shown(client, record)?.sync).toBe('uploaded')
  expect(atServer(server, jpeg(2, 900))).toBe(true)
})

test('a paper the server does not take stops neither the recording behind it nor the record', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  const client = phone.client()
  const bad = await keptAs(client, pdf(1), 'files')
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: HttpRequest) => (request.path === '/api/media' && String(request.body).includes(bad)
    ? Promise.resolve({ kind: 'answer', status: 415, text: '{"code":"notAPicture","message":"没有收"}' }) : send(request)) })
  const record = await saved(client.write(newDispute({ files: [bad], voices: [await keptAs(client, m4a(1), 'voice')] })))
  await world.pass(5_000)
  expect(client.sync.getState().media).toEqual({ waiting: 0, refused: [{ id: bad, stream: TOWN, record, why: 'notTaken' }] })
  expect(atServer(server, m4a(1))).toBe(true)
  expect(shown(client, record)?.sync).toBe('uploaded')
})

test('an upload of ten pieces that is cut off at 60 % goes on after a restart with the four that are missing, and sends none of the six again', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  const picture = jpeg(5, 10 * 32 * 1024 - 500)
  await saved(phone.client().write(newDispute({ photos: [await keptAs(phone.client(), picture, 'photos')] })))
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: HttpRequest) => (pieces(server).length < 6 ? send(request) : Promise.resolve({ kind: 'noAnswer' as const })) })
  await world.pass(60_000)
  expect(pieces(server).map(({ path }) => Number(path.split('/').pop()))).toEqual([0, 1, 2, 3, 4, 5])
  expect(atServer(server, picture)).toBe(false)
  phone.offline()
  Object.assign(phone.way.http, { send })
  await phone.restart()
  expect(waiting(phone.client())).toBe(1)
  await phone.online()
  await world.pass(60_000)
  expect(pieces(server).slice(6).map(({ path }) => Number(path.split('/').pop()))).toEqual([6, 7, 8, 9])
  expect(uploads(server).filter(({ path }) => path === '/api/media')).toHaveLength(2)
  expect(atServer(server, picture)).toBe(true)
  expect(waiting(phone.client())).toBe(0)
})
