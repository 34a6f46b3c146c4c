import { destroyKey } from '../../src/server/keys/destroy'
import { history } from '../../src/server/history'
import { readRecord } from '../../src/server/read'
import { withAlbum } from './album'
import { pictureOf } from './pictures'

const { stage, database, change, recorded, heldPieces } = withAlbum()

test('S34: with its key a record loses every name, text and picture of its own, for good: nothing that is written later opens either, and what is counted stays', async () => {
  const { town, album } = stage()
  const [own, shared] = [pictureOf(1), pictureOf(1)]
  const [record, other] = [await recorded([own, shared], { summary: '只在这里的话' }), await recorded([shared])]
  for (const picture of [own, shared]) await album.bring(town.zhang, town.township, picture)
  const destroyed = await database.db.begin((tx) => destroyKey(tx, town.township, record))
  expect(destroyed).toEqual({ key: true, media: 1 })
  expect(await database.db.begin((tx) => destroyKey(tx, town.township, record))).toEqual({ key: false, media: 0 })
  expect([await heldPieces(own), await heldPieces(shared)]).toEqual([0, 1])

  // A phone that was away writes about it all the same.
  await change(town.zhang, record, { kind: 'move', move: 'correct', set: { summary: '后来的话' }, rows: { parties: { p1: { set: { name: '欧阳后来' } } } } })
  const read = await readRecord(album.app, town.li, town.township, record)
  expect(read).toMatchObject({ kind: 'read', answer: { record: { values: { type: 'neighbour', place: town.east } } } })
  expect(JSON.stringify(read)).not.toMatch(/只在这里|后来/)
  expect(JSON.stringify(await history(album.app, town.li, town.township, record, null))).not.toMatch(/只在这里|欧阳/)
  expect(await database.db.sql`select record from blind_index where record = ${record}`).toHaveLength(0)
  expect(await database.db.sql`select record from record_key where record = ${record}`).toHaveLength(0)
  expect(await readRecord(album.app, town.li, town.township, other)).toMatchObject({ answer: { record: { values: { photos: [shared.id] } } } })
})
