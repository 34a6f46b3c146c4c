import { randomUUID } from 'node:crypto'
import { must } from '../../src/core/assert'
import { DOCX } from '../../src/core/media'
import type { Patch } from '../../src/core/op'
import { docx, m4a, MACRO_TYPES, pdf, zip } from '../standin/papers'
import { jpeg, jpegOf, pngOf, withPlace } from '../standin/pictures'
import { withAlbum } from './album'
import { allPieces, attachmentOf, pictureOf, type Album, type Answer, type Picture } from './pictures'
import { settled, type Town } from './town'

const { stage, write, seen, heldPieces, linesOf } = withAlbum()
let town: Town
let album: Album
beforeAll(() => {
  ;({ town, album } = stage())
})

/** 张's dispute that names them as it is told. */
async function naming(set: Patch): Promise<string> {
  const record = randomUUID()
  await write(town.zhang, settled(record, town.east, '2026-06-10', set))
  return record
}

/** Offered and sent whole; the last answer. */
async function sent(picture: Picture): Promise<Answer<object>> {
  let last: Answer<object> = await album.offer(town.zhang, town.township, picture)
  for (const piece of last.status === 200 ? allPieces(picture) : []) last = await album.sendPiece(town.zhang, town.township, picture, piece)
  return last
}

test('a recording and papers come before or after their record, and are handed out to take away, never to be opened in the browser', async () => {
  const [voice, paper, word] = [attachmentOf(m4a(1, 50_000), 'audio/mp4'), attachmentOf(pdf(1, 70_000), 'application/pdf'), attachmentOf(docx(1), DOCX)]
  await album.bring(town.zhang, town.township, voice)
  const record = await naming({ voices: [voice.id], files: [paper.id, word.id] })
  for (const late of [paper, word]) await album.bring(town.zhang, town.township, { ...late, record })
  for (const [picture, ending] of [[voice, 'm4a'], [paper, 'pdf'], [word, 'docx']] as const) {
    const { body } = await album.link(town.li, town.township, picture.id, record)
    expect(body).toMatchObject({ kind: 'here', type: picture.type })
    const shown = await album.server.inject({ url: body.kind === 'here' ? body.url : '' })
    expect(shown.rawPayload.equals(picture.bytes)).toBe(true)
    expect(shown.headers).toMatchObject({
      'content-type': picture.type, 'content-disposition': `attachment; filename="attachment.${ending}"`,
      'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store',
    })
  }
})

test('what does not fit the field that names it is refused with the offer, and with the first piece when it was said to be something else', async () => {
  const paper = attachmentOf(pdf(2), 'application/pdf')
  const asPhoto = await naming({ photos: [paper.id] })
  const refused = await album.offer(town.zhang, town.township, { ...paper, record: asPhoto })
  expect([refused.status, refused.body.code, refused.body.message]).toEqual([415, 'notAPicture', '这个文件不是照片，没有放进来。请换一张照片。写的都还在。'])
  const disguised = { ...paper, type: 'image/jpeg', record: asPhoto }
  expect((await sent(disguised)).status).toBe(415)
  expect(await heldPieces(paper)).toBe(0)
  // It came first, and was taken; the photo field it is then named by never shows it.
  const early = attachmentOf(pdf(3), 'application/pdf')
  await album.bring(town.zhang, town.township, early)
  const record = await naming({ photos: [early.id] })
  expect((await album.link(town.zhang, town.township, early.id, record)).status).toBe(404)
  expect((await album.link(town.zhang, town.township, early.id, await naming({ files: [early.id] }))).body).toMatchObject({ kind: 'here' })
})

test('S09: hostile files are refused in words that say what to do, leave nothing, and are not asked for twice; their record stays and its other photo comes', async () => {
  const photo = jpeg(1, 900)
  const hostile: readonly (readonly [string, Uint8Array, string, number, RegExp])[] = [
    ['30,000 × 30,000 pixels', jpegOf(30_000, 30_000), 'image/jpeg', 415, /尺寸太大/],
    ['a png bomb', pngOf(60_000, 60_000), 'image/png', 415, /尺寸太大/],
    ['a .jpg that breaks off', photo.subarray(0, 600), 'image/jpeg', 415, /不完整/],
    ['with the place it was taken at', withPlace(photo), 'image/jpeg', 415, /位置.*重新选/],
    ['a page behind a photo', Buffer.concat([photo, Buffer.from('<html><script>')]), 'image/jpeg', 415, /带着别的东西/],
    ['an archive behind a photo', Buffer.concat([photo, zip({ 'word/document.xml': '' })]), 'image/jpeg', 415, /带着别的东西/],
  ]
  const good = pictureOf(2)
  const pictures = hostile.map(([, bytes, type]) => attachmentOf(bytes, type))
  const record = await naming({ photos: [...pictures, good].map(({ id }) => id) })
  for (const [index, [name, , , status, says]] of hostile.entries()) {
    const picture = { ...must(pictures[index], name), record }
    const answer = await sent(picture)
    expect([name, answer.status, answer.body.message]).toEqual([name, status, expect.stringMatching(says)])
    expect(answer.body.message).toMatch(/写的都还在/)
    const again = await album.offer(town.zhang, town.township, picture)
    expect([again.status, again.body.message]).toEqual([status, answer.body.message])
    expect([await heldPieces(picture), await linesOf('mediaRefused', picture.id)]).toEqual([0, 1])
    expect((await album.link(town.zhang, town.township, picture.id, record)).body).toMatchObject({ kind: 'coming' })
  }
  await album.bring(town.zhang, town.township, { ...good, record })
  expect(await seen(town.zhang, good, record)).toEqual(good.bytes)
  expect((await album.offer(town.zhang, town.township, attachmentOf(Buffer.alloc(0), 'image/jpeg'))).status).toBe(400)
})

test('S09: a document with macros is refused, whether they lie in it or only its list of contents calls them, and so is a table called a document', async () => {
  const bad = [docx(1, { 'word/vbaProject.bin': 'x' }), docx(2, { '[Content_Types].xml': MACRO_TYPES }), docx(3, { '[Content_Types].xml': '<Types/>' })]
  const answers: Answer<object>[] = []
  for (const bytes of bad) answers.push(await sent(attachmentOf(bytes, DOCX, await naming({ files: [attachmentOf(bytes, DOCX).id] }))))
  expect(answers.map(({ status, body }) => [status, /宏/.test(body.message ?? '')])).toEqual([[415, true], [415, true], [415, false]])
})

test('S10: each kind has its own limit, whatever it was said to be', async () => {
  const large = (type: string, size: number): Promise<Answer<object>> => album.offer(town.zhang, town.township, pictureOf(1), { type, size })
  const mb = 1024 * 1024
  expect((await Promise.all([large('audio/mp4', 3 * mb), large('application/pdf', 5 * mb)])).map(({ status }) => status)).toEqual([200, 200])
  const refused = await Promise.all([large('audio/mp4', 3 * mb + 1), large('application/pdf', 5 * mb + 1), large(DOCX, 6 * mb), large('text/html', 9)])
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual([[413, 'pictureTooLarge'], [413, 'pictureTooLarge'], [413, 'pictureTooLarge'], [415, 'notAPicture']])
  // A picture of 3 MB that calls itself a paper ends with its first piece.
  const picture = { ...pictureOf(96), type: 'application/pdf' }
  expect((await album.offer(town.zhang, town.township, picture)).status).toBe(200)
  expect((await album.sendPiece(town.zhang, town.township, picture, 0)).status).toBe(413)
})
