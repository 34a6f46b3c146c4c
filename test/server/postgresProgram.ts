import { openDb } from '../../src/server/db'
import { markFolder, type Purpose } from '../../src/server/postgres/mark'
import { startPostgres } from '../../src/server/postgres/start'

/**
 * A program as small as can be around the embedded database, to be killed by tests. Arguments: data folder, a file
 * beside which npm packages are found, purpose. Prints one JSON line per happening; every line on stdin adds a row.
 */
async function main(folder: string, from: string, purpose: Purpose): Promise<void> {
  const say = (happening: Record<string, unknown>) => void process.stdout.write(`${JSON.stringify(happening)}\n`)
  const marked = markFolder(folder, purpose)
  if (marked.kind === 'refused') return say({ refused: marked.sentence })
  const started = await startPostgres({ folder, from, log: line => say({ log: line }), onLost: sentence => say({ lost: sentence }) })
  if (started.kind === 'refused') return say({ refused: started.sentence })
  const { postgres } = started
  const db = openDb({ address: postgres.address, max: 2 })
  process.once('SIGTERM', () => {
    void db.close().then(() => postgres.stop()).then(() => {
      say({ stopped: true })
      process.exit(0)
    })
  })
  await db.sql`create table if not exists kept (id int8 primary key generated always as identity, word text not null)`
  const rows = await db.sql<{ word: string }[]>`select word from kept order by id`
  say({ ready: rows.map(row => row.word), pid: postgres.pid(), kind: postgres.address.kind, uid: process.getuid?.() })
  process.stdin.setEncoding('utf8').on('data', (text: string) => {
    const word = text.trim()
    void db.sql`insert into kept (word) values (${word})`.then(
      () => say({ kept: word, pid: postgres.pid() }),
      (error: Error) => say({ failed: word, message: error.message }))
  })
}

const [folder = '', from = '', purpose] = process.argv.slice(2)
void main(folder, from, purpose === 'county' ? 'county' : 'demo')
