import { randomUUID } from 'node:crypto'
import { must } from '../../src/core/assert'
import { crc32, MEDIA_PIECE_BYTES, mostBytes } from '../../src/core/media'
import type { Me } from '../../src/core/protocol'
import { MOST_UNFINISHED, takeOffer } from '../../src/server/media/take'
import { withAlbum, type Stage } from './album'
import { allPieces, pictureOf, pieceOf, PNG, type Album, type Picture } from './pictures'
import { deviceOf, pushAll, type Town } from './town'

const { stage, recorded, seen, heldPieces, linesOf, database, change } = withAlbum()
let town: Town
let album: Album
let wang: Stage['wang']
beforeAll(() => {
  ;({ town, album, wang } = stage())
})

describe('F39 the way up', () => {
  test('F39 a piece that was lost is asked for again, and nothing else is', async () => {
    const picture = pictureOf(4)
    expect(await album.offer(town.zhang, town.township, picture)).toEqual({ status: 200, body: { id: picture.id, missing: [0, 1, 2, 3] } })
    for (const piece of [0, 1, 3]) await album.sendPiece(town.zhang, town.township, picture, piece)
    expect((await album.offer(town.zhang, town.township, picture)).body.missing).toEqual([2])
    expect((await album.sendPiece(town.zhang, town.township, picture, 2)).body.missing).toEqual([])
    expect(await seen(town.zhang, picture, await recorded([picture]))).toEqual(picture.bytes)
  })

  test('F39 a piece that comes twice, also after the last one, is answered like the first time', async () => {
    const picture = pictureOf(2)
    await album.offer(town.zhang, town.township, picture)
    const first = await album.sendPiece(town.zhang, town.township, picture, 0)
    expect(await album.sendPiece(town.zhang, town.township, picture, 0)).toEqual(first)
    const last = await album.sendPiece(town.zhang, town.township, picture, 1)
    expect(last.body.missing).toEqual([])
    expect(await album.sendPiece(town.zhang, town.township, picture, 1)).toEqual(last)
    expect(await heldPieces(picture)).toBe(2)
  })

  test('F39 pieces may come in any order, and all at once', async () => {
    const picture = pictureOf(6)
    await album.offer(town.zhang, town.township, picture)
    const answers = await Promise.all([...allPieces(picture)].reverse().map((piece) => album.sendPiece(town.zhang, town.township, picture, piece)))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 200])
    expect(answers.filter((answer) => answer.body.missing.length === 0)).toHaveLength(1)
    expect(await seen(town.zhang, picture, await recorded([picture]))).toEqual(picture.bytes)
  })

  test('F39 a piece with one wrong bit is refused in words, and only that piece is sent again', async () => {
    const picture = pictureOf(3)
    await album.offer(town.zhang, town.township, picture)
    await album.sendPiece(town.zhang, town.township, picture, 0)
    const damaged = Buffer.from(pieceOf(picture, 1))
    damaged[777] = (damaged[777] ?? 0) ^ 4
    const refused = await album.sendPiece(town.zhang, town.township, picture, 1, { body: damaged, crc: crc32(pieceOf(picture, 1)) })
    expect([refused.status, refused.body.code]).toEqual([422, 'pieceDamaged'])
    expect(refused.body.message).toMatch(/没有丢/)
    const cut = await album.sendPiece(town.zhang, town.township, picture, 1, { body: pieceOf(picture, 1).subarray(0, 100), crc: crc32(pieceOf(picture, 1)) })
    expect(cut.body.code).toBe('pieceDamaged')
    expect((await album.offer(town.zhang, town.township, picture)).body.missing).toEqual([1, 2])
  })

  test('F39 two phones that bring the same picture at once: it is stored once, and neither sees an error', async () => {
    const picture = pictureOf(5)
    const other = { ...picture, record: randomUUID() }
    const bring = async (me: Me, one: Picture): Promise<readonly number[]> => {
      const offered = await album.offer(me, town.township, one)
      const sent = await Promise.all(offered.body.missing.map((piece) => album.sendPiece(me, town.township, one, piece)))
      return [offered, ...sent].map((answer) => answer.status)
    }
    const statuses = (await Promise.all([bring(town.zhang, picture), bring(town.li, other)])).flat()
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(await heldPieces(picture)).toBe(5)
    expect((await album.offer(town.li, town.township, other)).body.missing).toEqual([])
  })

  test('F39 whoever has the same picture goes on where the first stopped', async () => {
    const picture = pictureOf(3)
    await album.offer(town.zhang, town.township, picture)
    await album.sendPiece(town.zhang, town.township, picture, 1)
    expect((await album.offer(town.li, town.township, picture)).body.missing).toEqual([0, 2])
  })

  test('F39 an upload cut off again and again goes on without sending more than the piece it was cut off in again', async () => {
    const picture = pictureOf(9)
    const sent: number[] = []
    for (let round = 0; round < 4; round += 1) {
      const { missing } = (await album.offer(town.zhang, town.township, picture)).body
      // Two pieces arrive, the answer to the second is lost; the third arrives half.
      const [first, second, third] = missing
      for (const piece of [first, second]) await album.sendPiece(town.zhang, town.township, picture, must(piece, 'a missing piece'))
      if (third !== undefined) await album.sendPiece(town.zhang, town.township, picture, third, { body: pieceOf(picture, third).subarray(0, 9000), crc: crc32(pieceOf(picture, third)) })
      sent.push(...missing.slice(0, 3))
    }
    expect((await album.offer(town.zhang, town.township, picture)).body.missing).toEqual([8])
    expect(sent).toEqual([0, 1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8])
  })

  test('F39 a whole that is not what its name says is dropped, asked for anew, and told to the audit trail', async () => {
    const picture = pictureOf(3)
    const wrong = { ...picture, bytes: pictureOf(3).bytes }
    await album.offer(town.zhang, town.township, wrong)
    await album.sendPiece(town.zhang, town.township, wrong, 0)
    await album.sendPiece(town.zhang, town.township, wrong, 1)
    const last = await album.sendPiece(town.zhang, town.township, wrong, 2)
    expect(last).toEqual({ status: 200, body: { id: picture.id, missing: [0, 1, 2] } })
    expect(await heldPieces(picture)).toBe(0)
    expect(await linesOf('mediaDamaged', picture.id)).toBe(1)
    await album.bring(town.zhang, town.township, picture)
    expect(await seen(town.zhang, picture, await recorded([picture]))).toEqual(picture.bytes)
  })

  test('an offer with a wrong size does not stand in the way of the right one', async () => {
    const picture = pictureOf(3)
    await album.offer(town.li, town.township, picture, { size: 70_000 })
    await album.sendPiece(town.li, town.township, picture, 0)
    expect((await album.offer(town.zhang, town.township, picture)).body.missing).toEqual([0, 1, 2])
    await album.bring(town.zhang, town.township, picture)
    expect((await album.offer(town.zhang, town.township, picture)).body.missing).toEqual([])
  })

  test('a picture that is there in one township is unheard of in another', async () => {
    const picture = pictureOf(2)
    await album.bring(town.zhang, town.township, picture)
    expect((await album.offer(town.qian, town.other, picture)).body.missing).toEqual([0, 1])
    expect(await heldPieces(picture, town.other)).toBe(0)
  })
})

describe('what is refused', () => {
  test('something that is no picture is refused with its first piece, and leaves nothing', async () => {
    const text = pictureOf(3, [...Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">')])
    await album.offer(town.zhang, town.township, text)
    await album.sendPiece(town.zhang, town.township, text, 2)
    const refused = await album.sendPiece(town.zhang, town.township, text, 0)
    expect([refused.status, refused.body.code]).toEqual([415, 'notAPicture'])
    expect(refused.body.message).toMatch(/不是照片/)
    expect(await heldPieces(text)).toBe(0)
    expect(await linesOf('mediaRefused', text.id)).toBe(1)
    expect((await album.offer(town.zhang, town.township, text, { type: 'text/html' })).status).toBe(415)
  })

  test('S09: a picture is shown as what it is, whatever it was said to be', async () => {
    const picture = pictureOf(1, PNG)
    await album.bring(town.zhang, town.township, picture)
    const { body } = await album.link(town.zhang, town.township, picture.id, await recorded([picture]))
    const shown = await album.server.inject({ url: body.kind === 'here' ? body.url : '' })
    expect(shown.headers['content-type']).toBe('image/png')
  })

  test('a picture of more than 2 MiB, and a piece of more than 32 KiB, are 413', async () => {
    const picture = pictureOf(1)
    const large = await album.offer(town.zhang, town.township, picture, { size: mostBytes('photos') + 1 })
    expect([large.status, large.body.code]).toEqual([413, 'pictureTooLarge'])
    expect((await album.offer(town.zhang, town.township, picture, { size: mostBytes('photos') })).status).toBe(200)
    const piece = await album.sendPiece(town.zhang, town.township, picture, 0, { body: Buffer.alloc(MEDIA_PIECE_BYTES + 1) })
    expect(piece.status).toBe(413)
  })

  test('nonsense is a 4xx with a Chinese sentence, never a 500', async () => {
    const picture = pictureOf(2)
    await album.offer(town.zhang, town.township, picture)
    const headers = await album.headersOf(town.zhang)
    const offers: readonly object[] = [
      {}, { size: 0 }, { size: -1 }, { size: 1.5 }, { size: '9' }, { size: 1e300 }, { id: 'x' }, { id: picture.id.toUpperCase() }, { stream: 'x' }, { record: null }, { type: 7 }, { more: 1 },
    ].map((over) => ({ stream: town.township, record: picture.record, id: picture.id, type: 'image/jpeg', size: 9, ...over })).slice(1)
    const answers = [
      ...await Promise.all(offers.map((payload) => album.server.inject({ method: 'POST', url: '/api/media', headers, payload }))),
      ...await Promise.all(['', '{', '[]', 'null', '"x"'].map((payload) =>
        album.server.inject({ method: 'POST', url: '/api/media', headers: { ...headers, 'content-type': 'application/json' }, payload }))),
      ...await Promise.all(['2', '-1', '1.5', '99999', 'x', '00', '1e1', '%00'].map((piece) => album.server.inject({
        method: 'POST', url: `/api/media/${town.township}/${picture.id}/${piece}`, headers: { ...headers, 'content-type': 'application/octet-stream', 'x-crc32': '00000000' }, payload: '',
      }))),
      ...await Promise.all(([
        [{ 'content-type': 'application/octet-stream' }, pieceOf(picture, 0)],
        [{ 'content-type': 'application/octet-stream', 'x-crc32': 'zz' }, pieceOf(picture, 0)],
        [{ 'content-type': 'application/json', 'x-crc32': '00000000' }, '{"a":1}'],
        [{ 'content-type': 'text/html', 'x-crc32': '00000000' }, '<html>'],
        [{ 'x-crc32': '00000000' }, ''],
      ] as const).map(([more, payload]) => album.server.inject({ method: 'POST', url: `/api/media/${town.township}/${picture.id}/0`, headers: { ...headers, ...more }, payload }))),
      await album.server.inject({ method: 'POST', url: `/api/media/${town.township}/${picture.id}/link`, headers }),
      await album.server.inject({ method: 'POST', url: `/api/media/${town.township}/${picture.id}/link`, headers, payload: { record: 'x' } }),
      await album.server.inject({ url: '/api/picture' }),
      await album.server.inject({ url: '/api/picture?ticket=%00%00%00%00%00%00%00%00%00%00' }),
    ]
    const wrong = answers.filter((answer) => answer.statusCode < 400 || answer.statusCode >= 500 || !/[一-鿿]/.test(answer.json<{ message: string }>().message))
    expect(wrong.map((answer) => [answer.statusCode, answer.payload])).toEqual([])
    const short = await album.sendPiece(town.zhang, town.township, picture, 0, { body: pieceOf(picture, 0).subarray(1) })
    const beyond = await album.sendPiece(town.zhang, town.township, picture, 2, { body: pieceOf(picture, 1) })
    expect([short.status, beyond.status]).toEqual([400, 400])
    expect(album.logged.filter((line) => JSON.stringify(line).includes('"error"'))).toEqual([])
  })

  test('a piece of what nobody has offered is told to be offered first', async () => {
    expect((await album.sendPiece(town.zhang, town.township, pictureOf(1), 0)).status).toBe(404)
  })

  test('S10: nobody begins more than two hundred pictures without finishing one', async () => {
    const me = wang
    const first = pictureOf(1)
    await album.offer(me, town.township, first)
    for (let i = 1; i < MOST_UNFINISHED; i += 1) {
      const { id, bytes, record } = { ...first, id: pictureOf(1).id }
      await takeOffer(album.app, me.person, { stream: town.township, record, id, type: 'image/jpeg', size: bytes.length })
    }
    const refused = await album.offer(me, town.township, pictureOf(1))
    expect([refused.status, refused.body.code]).toEqual([429, 'tooManyPictures'])
    await album.bring(me, town.township, first)
    expect((await album.offer(me, town.township, pictureOf(1))).status).toBe(200)
  })
})

test('S13: an address of a picture is good for its asker, for that picture and as long as both may: not after the role, the phone or the record is gone', async () => {
  const picture = pictureOf(1)
  const record = await recorded([picture])
  await album.bring(town.zhang, town.township, picture)
  const urlFor = async (me: Me): Promise<string> => {
    const { body } = await album.link(me, town.township, picture.id, record)
    return 'url' in body ? body.url : ''
  }
  const status = async (url: string): Promise<number> => (await album.server.inject({ url })).statusCode
  const once = await urlFor(wang)
  const shown = await album.server.inject({ url: once })
  expect([shown.statusCode, shown.headers['cache-control']]).toEqual([200, 'private, no-store'])
  expect(await status(once)).toBe(404)

  const ofLostPhone = await urlFor(wang)
  await database.db.sql`update session set revoked_at = now() where person = ${wang.person}`
  expect(await status(ofLostPhone)).toBe(404)

  const beforeClosing = await urlFor(wang)
  await change(town.zhang, record, { kind: 'move', move: 'correct', set: { compartment: 'minor' } })
  expect(await status(beforeClosing)).toBe(404)
  await change(town.zhang, record, { kind: 'move', move: 'correct', set: { compartment: null } })

  const beforeLeaving = await urlFor(wang)
  const grants = await database.db.sql<{ record: string }[]>`select record from grant_version where until is null and data ->> 'person' = ${wang.person}`
  await pushAll(album.app, town.root, town.county, deviceOf('leave'), grants.map((grant) => ({ record: grant.record, kind: 'grant', body: { kind: 'move', move: 'retire', set: {} } })))
  expect(await status(beforeLeaving)).toBe(404)
})
