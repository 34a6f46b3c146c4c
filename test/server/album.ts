import { randomUUID } from 'node:crypto'
import { must } from '../../src/core/assert'
import type { OpBody, Patch } from '../../src/core/op'
import type { Me } from '../../src/core/protocol'
import { withDatabase } from './database'
import { openAlbum, type Album, type Picture } from './pictures'
import { deviceOf, NOON, openTown, pushAll, settled, type Planned, type Town } from './town'

/** A town whose people send pictures. 王 works the eastern village beside 张, 孙 keeps the office's registers, 周 leads. */
export interface Stage {
  readonly town: Town
  readonly album: Album
  readonly wang: Me
  readonly sun: Me
  readonly zhou: Me
}

/** Called once at the top of a test file; `stage` is there from its first test on. */
export function withAlbum() {
  const database = withDatabase()
  let opened: Stage | null = null
  const stage = (): Stage => must(opened, 'the stage')
  beforeAll(async () => {
    const town = await openTown(database.db)
    const person = (role: string, place: string): Me => ({
      person: randomUUID(), name: role, county: town.county, unit: null, roles: [role], grants: [{ role, place, stream: town.township }],
    })
    const [wang, sun, zhou] = [person('gridWorker', town.east), person('clerk', town.township), person('leader', town.township)]
    opened = { town, wang, sun, zhou, album: await openAlbum(town, [town.zhang, town.li, town.zhao, town.qian, wang, sun, zhou], NOON) }
  })
  afterAll(() => stage().album.server.close())

  const write = async (me: Me, ...planned: readonly Planned[]): Promise<void> => {
    await pushAll(stage().album.app, me, stage().town.township, deviceOf('album'), planned)
  }
  const count = async (rows: PromiseLike<readonly { count: number }[]>): Promise<number> => must((await rows)[0], 'a count').count
  const nOf = async (record: string): Promise<number> =>
    count(database.db.sql<{ count: number }[]>`select since as count from dispute_version where stream = ${stage().town.township} and record = ${record} and until is null`)
  return {
    stage,
    database,
    write,
    /** The change that made a dispute what it is now. */
    nOf,
    /** A change of a dispute by somebody who has seen all of it. */
    change: async (me: Me, record: string, body: OpBody): Promise<void> => write(me, { record, kind: 'dispute', body, base: await nOf(record) }),
    /** 张 writes a settled dispute that shows the pictures. */
    recorded: async (pictures: readonly Picture[], set: Patch = {}): Promise<string> => {
      const record = randomUUID()
      await write(stage().town.zhang, settled(record, stage().town.east, '2026-06-10', { photos: pictures.map((picture) => picture.id), ...set }))
      return record
    },
    /** Shows the picture as a phone does, and returns its bytes; null when it is still coming. */
    seen: async (me: Me, picture: Picture, record: string): Promise<Buffer | null> => {
      const { album, town } = stage()
      const { status, body } = await album.link(me, town.township, picture.id, record)
      expect(status).toBe(200)
      return body.kind === 'coming' ? null : (await album.server.inject({ url: body.url })).rawPayload
    },
    heldPieces: (picture: Picture, stream: string = stage().town.township): Promise<number> =>
      count(database.db.sql<{ count: number }[]>`select count(*) as count from media_piece where stream = ${stream} and id = ${picture.id}`),
    /** On the trail, of what was done and of what was seen. */
    linesOf: (action: string, subject: string): Promise<number> =>
      count(database.db.sql<{ count: number }[]>`select (select count(*) from audit where action = ${action} and subject = ${subject})
        + (select count(*) from reading where action = ${action} and subject = ${subject}) as count`),
  }
}
