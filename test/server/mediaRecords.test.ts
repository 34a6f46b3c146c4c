import { randomUUID } from 'node:crypto'
import type { Me } from '../../src/core/protocol'
import { mayBring } from '../../src/server/media/access'
import { collectMedia } from '../../src/server/media/collect'
import { push } from '../../src/server/push'
import { readRecord } from '../../src/server/read'
import { withAlbum } from './album'
import { JPEG, pictureOf, type Album } from './pictures'
import { deviceOf, opOf, settled, type Town } from './town'

const { stage, database, write, change, nOf, recorded, seen, heldPieces, linesOf } = withAlbum()
let town: Town
let album: Album
let wang: Me
let sun: Me
let zhou: Me
beforeAll(() => {
  ;({ town, album, wang, sun, zhou } = stage())
})

describe('who sees it', () => {
  test('S13: the address opens once and within a minute, is kept by nobody, and stands on the audit trail', async () => {
    const picture = pictureOf(2)
    const record = await recorded([picture])
    await album.bring(town.zhang, town.township, picture)
    const { body } = await album.link(town.li, town.township, picture.id, record)
    const url = body.kind === 'here' ? body.url : ''
    expect(await linesOf('mediaRead', record)).toBe(0)
    const shown = await album.server.inject({ url })
    expect(shown.statusCode).toBe(200)
    expect(shown.rawPayload.equals(picture.bytes)).toBe(true)
    expect(shown.headers).toMatchObject({
      'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff', 'content-disposition': 'inline', 'cache-control': 'private, no-store',
    })
    expect(await linesOf('mediaRead', record)).toBe(1)
    expect((await album.server.inject({ url })).statusCode).toBe(404)
    const late = await album.link(town.li, town.township, picture.id, record)
    album.passDays(1 / 24 / 30)
    expect((await album.server.inject({ url: late.body.kind === 'here' ? late.body.url : '' })).statusCode).toBe(404)
  })

  test('to somebody of another township it does not exist: no offer, no piece, no link, no list', async () => {
    const picture = pictureOf(1)
    const record = await recorded([picture])
    await album.bring(town.zhang, town.township, picture)
    const unheard = pictureOf(1)
    const answers = [
      await album.offer(town.qian, town.township, picture), await album.offer(town.qian, town.township, unheard),
      await album.sendPiece(town.qian, town.township, picture, 0), await album.sendPiece(town.qian, town.township, unheard, 0),
      await album.link(town.qian, town.township, picture.id, record), await album.link(town.qian, town.township, unheard.id, randomUUID()),
      await album.missing(town.qian, town.township), await album.offer(town.qian, randomUUID(), picture), await album.offer(town.qian, town.county, picture),
    ]
    expect(answers.map((answer) => [answer.status, answer.body.code])).toEqual(answers.map(() => [404, 'notFound']))
  })

  test('a role without personal values gets neither the picture nor its id, and may bring none', async () => {
    const picture = pictureOf(1)
    const record = await recorded([picture])
    await album.bring(town.zhang, town.township, picture)
    expect((await album.link(town.zhao, town.township, picture.id, record)).status).toBe(404)
    expect((await album.offer(town.zhao, town.township, pictureOf(1))).status).toBe(404)
    const read = await readRecord(album.app, town.zhao, town.township, record)
    expect(read.kind).toBe('read')
    expect(JSON.stringify(read)).not.toContain(picture.id)
    expect(JSON.stringify(await readRecord(album.app, town.li, town.township, record))).toContain(picture.id)
  })

  test('a picture is shown only through a record that names it, or once named it', async () => {
    const [picture, other] = [pictureOf(1), pictureOf(1)]
    const record = await recorded([picture])
    const elsewhere = await recorded([other])
    await album.bring(town.zhang, town.township, picture)
    expect((await album.link(town.zhang, town.township, picture.id, elsewhere)).status).toBe(404)
    await change(town.zhang, record, { kind: 'move', move: 'correct', set: { photos: null } })
    expect(await seen(town.zhang, picture, record)).toEqual(picture.bytes)
  })

  test('F-DV pictures of a protected record are for its handler and for whoever wrote it', async () => {
    const picture = pictureOf(1)
    const record = await recorded([picture], { compartment: 'minor' })
    expect((await album.missing(town.li, town.township)).body.missing.filter((each) => each.record === record)).toEqual([])
    expect((await album.missing(town.zhang, town.township)).body.missing.filter((each) => each.record === record)).toHaveLength(1)
    await album.bring(town.zhang, town.township, picture)
    for (const me of [town.li, wang, town.zhao]) expect((await album.link(me, town.township, picture.id, record)).status).toBe(404)
    expect(await seen(town.zhang, picture, record)).toEqual(picture.bytes)
  })

  test('a leader who was named the handler of a case brings pictures for that case, and for no other', async () => {
    const leader = zhou
    const record = await recorded([], { handler: leader.person })
    const picture = pictureOf(2, JPEG, record)
    expect((await album.offer(leader, town.township, pictureOf(1))).status).toBe(404)
    await album.bring(leader, town.township, picture)
    expect((await album.offer(leader, town.township, picture)).body.missing).toEqual([])
    await change(leader, record, { kind: 'move', move: 'correct', set: { photos: [picture.id] } })
    expect(await seen(leader, picture, record)).toEqual(picture.bytes)
  })

  test('the clerk sees the pictures of the office’s own registers, and none of disputes', async () => {
    const clerk = sun
    const [meeting, dispute] = [pictureOf(1), pictureOf(1)]
    const record = randomUUID()
    await write(clerk, { record, kind: 'work', body: { kind: 'create', move: 'record', set: { category: 'knock', place: town.township, on: '2026-06-10', photos: [meeting.id] } } })
    await album.bring(clerk, town.township, meeting)
    expect(await seen(clerk, meeting, record)).toEqual(meeting.bytes)
    const told = await recorded([dispute])
    await album.bring(town.zhang, town.township, dispute)
    expect((await album.link(clerk, town.township, dispute.id, told)).status).toBe(404)
  })

  test('S34: without the keys neither the bytes can be read from their rows, nor the ids from versions and ops', async () => {
    const picture = pictureOf(2)
    const record = await recorded([picture])
    await album.bring(town.zhang, town.township, picture)
    const rows = await database.db.sql<{ line: string }[]>`
      select p::text as line from media_piece p where id = ${picture.id}
      union all select v::text from dispute_version v where record = ${record} union all select o::text from op o where record = ${record}`
    expect(rows).toHaveLength(4)
    const canary = picture.bytes.subarray(64, 96).toString('hex')
    expect(rows.filter(({ line }) => line.includes(canary))).toEqual([])
    expect(rows.slice(2).filter(({ line }) => line.includes(picture.id))).toEqual([])
  })
})

describe('F08 F40 records and pictures meet', () => {
  test('F08 picture first or record first, both are there in the end', async () => {
    const [early, late] = [pictureOf(2), pictureOf(2)]
    await album.bring(town.zhang, town.township, early)
    const record = await recorded([early, late])
    expect(await seen(town.zhang, early, record)).toEqual(early.bytes)
    expect(await seen(town.zhang, late, record)).toBeNull()
    await album.bring(town.zhang, town.township, late)
    expect(await seen(town.zhang, late, record)).toEqual(late.bytes)
  })

  test('F08 an upload that stopped and that no record names is collected after 7 days without a piece, and not earlier', async () => {
    const picture = pictureOf(3)
    await album.offer(town.zhang, town.township, picture)
    album.passDays(6)
    await album.sendPiece(town.zhang, town.township, picture, 0)
    album.passDays(6.9)
    await collectMedia(album.app)
    expect(await heldPieces(picture)).toBe(1)
    album.passDays(0.2)
    expect(await collectMedia(album.app)).toContainEqual({ stream: town.township, unfinished: expect.any(Number) as number, unnamed: expect.any(Number) as number })
    expect(await heldPieces(picture)).toBe(0)
    expect((await album.sendPiece(town.zhang, town.township, picture, 1)).status).toBe(404)
    expect((await album.offer(town.zhang, town.township, picture)).body.missing).toEqual([0, 1, 2])
  })

  test('F40 the picture of a refused record is collected after 30 days, with a line on the audit trail, and not earlier', async () => {
    const picture = pictureOf(2)
    await album.bring(town.zhang, town.township, picture)
    const device = deviceOf('refused')
    const op = opOf(device, settled(randomUUID(), town.west, '2026-06-10', { photos: [picture.id] }))
    const pushed = await push(album.app, { me: town.zhang, devices: [device.name] }, { stream: town.township, ops: [op], waiting: 1 })
    expect(pushed?.answer.results[0]?.kind).toBe('rejected')
    album.passDays(29.9)
    await collectMedia(album.app)
    expect(await heldPieces(picture)).toBe(2)
    const before = await linesOf('mediaCollected', town.township)
    album.passDays(0.2)
    await collectMedia(album.app)
    expect(await heldPieces(picture)).toBe(0)
    expect(await linesOf('mediaCollected', town.township)).toBe(before + 1)
  })

  test('F37 F40 the pictures of what was handed over can still be brought, and are kept until it is settled', async () => {
    const [moved, picture] = [{ ...town.zhang, person: town.qian.person, grants: town.qian.grants }, pictureOf(2)]
    const device = deviceOf('moved')
    const op = opOf(device, settled(picture.record, town.east, '2026-06-10', { photos: [picture.id] }))
    expect((await album.offer(moved, town.township, picture)).status).toBe(404)
    await push(album.app, { me: moved, devices: [device.name] }, { stream: town.township, ops: [op], waiting: 1 })
    await album.bring(moved, town.township, picture)
    album.passDays(100)
    await collectMedia(album.app)
    expect(await heldPieces(picture)).toBe(2)
    await database.db.sql`update handover set state = 'declined', ended_at = ${new Date(album.app.now()).toISOString()} where id = ${op.id}`
    album.passDays(29)
    await collectMedia(album.app)
    expect(await heldPieces(picture)).toBe(2)
    album.passDays(2)
    await collectMedia(album.app)
    expect(await heldPieces(picture)).toBe(0)
  })

  test('F37 whoever was moved away still brings the pictures of what was taken before, and of nothing else', async () => {
    const picture = pictureOf(2)
    await write(town.zhang, settled(picture.record, town.east, '2026-06-10', { photos: [picture.id] }))
    const after = { ...town.zhang, grants: town.qian.grants }
    expect(await mayBring(album.app, after, town.township, picture.record)).toBe(true)
    expect(await mayBring(album.app, after, town.township, await recorded([]))).toBe(true)
    const another = randomUUID()
    await write(wang, settled(another, town.east, '2026-06-10'))
    expect([await mayBring(album.app, after, town.township, another), await mayBring(album.app, after, town.township, null)]).toEqual([false, false])
  })

  test('F40 offering a picture again puts its collection off: a phone that was long away finds it', async () => {
    const picture = pictureOf(1)
    await album.bring(town.zhang, town.township, picture)
    album.passDays(29)
    expect((await album.offer(town.zhang, town.township, picture)).body.missing).toEqual([])
    album.passDays(29)
    await collectMedia(album.app)
    expect(await seen(town.zhang, picture, await recorded([picture]))).toEqual(picture.bytes)
  })

  test('F08 what a record ever named is never collected: withdrawn, replaced, or half arrived', async () => {
    const [withdrawn, replaced, half, conflicting] = [pictureOf(1), pictureOf(1), pictureOf(2), pictureOf(1)]
    const gone = await recorded([withdrawn])
    const kept = await recorded([replaced, half])
    const base = await nOf(kept)
    for (const picture of [withdrawn, replaced, conflicting]) await album.bring(town.zhang, town.township, picture)
    await album.offer(town.zhang, town.township, half)
    await album.sendPiece(town.zhang, town.township, half, 0)
    await change(town.zhang, gone, { kind: 'move', move: 'withdraw', set: { withdrawReason: '记重了' } })
    await change(town.zhang, kept, { kind: 'move', move: 'correct', set: { photos: [half.id] } })
    await change(town.li, kept, { kind: 'move', move: 'reopen', set: {} })
    // 李 writes on a phone that had not seen that: the pictures stay as they are, and 李's own wait to be chosen.
    await write(town.li, { record: kept, kind: 'dispute', base, body: { kind: 'edit', set: { photos: [conflicting.id] } } })
    album.passDays(400)
    await collectMedia(album.app)
    expect(await Promise.all([withdrawn, replaced, half, conflicting].map((picture) => heldPieces(picture)))).toEqual([1, 1, 1, 1])
    expect((await album.offer(town.zhang, town.township, half)).body.missing).toEqual([1])
  })

  test('F08 a record that names a picture while it is being collected keeps it', async () => {
    const picture = pictureOf(1)
    await album.bring(town.zhang, town.township, picture)
    album.passDays(31)
    let collecting: Promise<unknown> = Promise.resolve()
    await database.db.begin(async (tx) => {
      // A batch in the middle of its transaction: it holds the stream and has written the name.
      await tx`select n from stream where stream = ${town.township} for update`
      await tx`insert into media_ref (stream, id, record, kind, since, at)
        values (${town.township}, ${picture.id}, ${randomUUID()}, 'dispute', 1, ${new Date(album.app.now()).toISOString()})`
      collecting = collectMedia(album.app)
      for (let waiting = 0; waiting === 0;) {
        const [row] = await database.db.sql<{ count: number }[]>`select count(*) as count from pg_locks where not granted`
        waiting = row?.count ?? 0
      }
    })
    await collecting
    expect(await heldPieces(picture)).toBe(1)
  })

  test('F40 a picture that never comes is told with its age, until it comes or the record no longer shows it', async () => {
    const [never, later, removed] = [pictureOf(1), pictureOf(1), pictureOf(1)]
    const record = await recorded([never, later, removed])
    const since = new Date(album.app.now()).toISOString().replace('.000Z', 'Z')
    const told = async () => (await album.missing(town.li, town.township)).body.missing.filter((each) => each.record === record).map((each) => each.id).sort()
    expect(await told()).toEqual([never.id, later.id, removed.id].sort())
    album.passDays(8)
    await album.bring(town.zhang, town.township, later)
    await change(town.zhang, record, { kind: 'move', move: 'correct', set: { photos: [never.id, later.id] } })
    expect(await told()).toEqual([never.id])
    expect((await album.missing(town.li, town.township)).body.missing).toContainEqual({ id: never.id, kind: 'dispute', record, since })
    expect(await album.link(town.li, town.township, never.id, record)).toEqual({ status: 200, body: { kind: 'coming', since } })
    await change(town.zhang, record, { kind: 'move', move: 'withdraw', set: { withdrawReason: '记重了' } })
    expect(await told()).toEqual([])
  })
})
