import { faultForLog, isPassing, openDb, repeatWithJitter, transaction } from '../../src/server/db'
import { codeOf } from '../../src/server/errorCode'
import { withDatabase } from './database'

const database = withDatabase({
  prepare: async db => {
    await db.sql`create table item (id int8 primary key, name text unique, on_day date, at timestamptz, amount numeric(14, 2), body jsonb, sealed bytea)`
    await db.sql`insert into item (id, name) values (1, 'a'), (2, 'b')`
  },
})
jest.setTimeout(60_000)
const quick = { times: 3, pause: () => 1 }

test('values come back as they went in, and never as a JavaScript Date', async () => {
  const { sql } = database.db
  const name = '𠮷家庄 𬌗村 "引号" \\ 换行\n😀'
  const sealed = Buffer.from([0, 255, 92, 39, 10])
  const body = { 谁: '𠮷', n: [1, null, { t: '2026-03-05' }] }
  await sql`insert into item (id, name, on_day, at, amount, body, sealed) values
    (${9007199254740991}, ${name}, ${'2026-03-05'}, ${'2026-03-05T23:59:59.999Z'}, ${120000.5}, ${sql.json(body)}, ${sealed})`
  const [row] = await sql`select id, name, on_day, at, amount, body, sealed, count(*) over () as n, sum(id) over () as sum,
      array[1, 2]::int8[] as ids, array['2026-03-05']::date[] as days, date '0999-01-01' as old, now() as instant
    from item where on_day = ${'2026-03-05'}`
  expect(row).toMatchObject({
    id: 9007199254740991, name, on_day: '2026-03-05', at: '2026-03-05T23:59:59.999Z', amount: 120000.5, body, n: 1,
    sum: 9007199254740991, ids: [1, 2], days: ['2026-03-05'], old: '0999-01-01',
  })
  expect(row?.instant).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
  expect(Buffer.compare(row?.sealed as Buffer, sealed)).toBe(0)
})

test('an integer that a number cannot hold is an error, and the connection goes on', async () => {
  const { sql } = database.db
  await expect(sql`select 9007199254740993::int8 as id`).rejects.toThrow('beyond 2^53')
  await expect(sql`select 'NaN'::numeric as amount`).rejects.toThrow('not finite')
  await expect(sql`insert into item (id, on_day) values (5, ${new Date(0)})`).rejects.toThrow('as text')
  expect([...await sql`select 1::int8 as id`]).toEqual([{ id: 1 }])
})

test('lists go in as arrays and rows as many-row inserts', async () => {
  const { sql } = database.db
  await sql`insert into item ${sql([{ id: 11, name: '一', on_day: '2026-01-01' }, { id: 12, name: '二', on_day: null }])}`
  expect([...await sql`select id, on_day from item where id = any(${[11, 12]}) order by id`]).toEqual([{ id: 11, on_day: '2026-01-01' }, { id: 12, on_day: null }])
})

test('every connection has its time limits and speaks UTC', async () => {
  const [set] = await database.db.sql`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
    current_setting('idle_in_transaction_session_timeout') as idle, current_setting('TimeZone') as zone, current_setting('application_name') as name`
  expect(set).toEqual({ statement: '15s', lock: '3s', idle: '10s', zone: 'UTC', name: 'shuoshibu' })
})

test('a transaction that throws leaves nothing', async () => {
  await expect(database.db.begin(async sql => {
    await sql`insert into item (id) values (77)`
    throw new Error('changed my mind')
  })).rejects.toThrow('changed my mind')
  expect(await database.db.sql`select id from item where id = 77`).toHaveLength(0)
})

test('F05 a deadlock is repeated when the caller allows it, and both transactions are done', async () => {
  const bump = (first: number, second: number, met: Promise<void>, arrive: () => void) => transaction(database.db, quick, async sql => {
    await sql`update item set amount = coalesce(amount, 0) + 1 where id = ${first}`
    arrive()
    await met
    await sql`update item set amount = coalesce(amount, 0) + 1 where id = ${second}`
  })
  const a = gate()
  const b = gate()
  await Promise.all([bump(1, 2, b.passed, a.open), bump(2, 1, a.passed, b.open)])
  expect([...await database.db.sql`select id, amount from item where id in (1, 2) order by id`]).toEqual([{ id: 1, amount: 2 }, { id: 2, amount: 2 }])
})

test('a lost connection is repeated only when the caller allows it', async () => {
  const dying = (until: number) => {
    const tries = { n: 0 }
    const work = async (sql: typeof database.db.sql) => {
      tries.n++
      if (tries.n <= until) await sql`select pg_terminate_backend(pg_backend_pid())`
      return tries.n
    }
    return { tries, work }
  }
  const allowed = dying(2)
  expect(await transaction(database.db, quick, allowed.work)).toBe(3)
  const once = dying(1)
  const error = await database.db.begin(once.work).catch((caught: unknown) => caught)
  expect(isPassing(error)).toBe(true)
  expect(once.tries.n).toBe(1)
  const hopeless = dying(9)
  await expect(transaction(database.db, quick, hopeless.work)).rejects.toThrow()
  expect(hopeless.tries.n).toBe(3)
})

test('faults that pass by themselves are told from faults of the request', async () => {
  const { sql } = database.db
  const holder = openDb({ address: database.address, max: 1 })
  const free = gate()
  const locked = gate()
  const holding = holder.begin(async held => {
    await held`select id from item where id = 1 for update`
    locked.open()
    await free.passed
  })
  await locked.passed
  const waiting = await database.db.begin(async tx => {
    await tx`set local lock_timeout = '50ms'`
    await tx`select id from item where id = 1 for update`
  }).catch((caught: unknown) => caught)
  free.open()
  await holding
  await holder.close()
  expect(codeOf(waiting)).toBe('55P03')
  expect(isPassing(waiting)).toBe(true)

  const slow = await database.db.begin(async tx => {
    await tx`set local statement_timeout = '20ms'`
    await tx`select pg_sleep(5)`
  }).catch((caught: unknown) => caught)
  expect(isPassing(slow)).toBe(true)

  const unreachable = openDb({ address: { kind: 'socket', path: '/nowhere/.s.PGSQL.5432', user: 'a', password: 'b', database: 'c' }, max: 1 })
  expect(isPassing(await unreachable.sql`select 1`.catch((caught: unknown) => caught))).toBe(true)
  await unreachable.close()
  const refused = openDb({ address: { kind: 'url', url: 'postgres://a:b@127.0.0.1:1/c' }, max: 1 })
  expect(isPassing(await refused.sql`select 1`.catch((caught: unknown) => caught))).toBe(true)
  await refused.close()
  expect(isPassing(await refused.sql`select 1`.catch((caught: unknown) => caught))).toBe(true)

  const twice = await sql`insert into item (id, name) values (3, 'a')`.catch((caught: unknown) => caught)
  expect(isPassing(twice)).toBe(false)
  expect(isPassing(new Error('a bug'))).toBe(false)
  expect(isPassing(Object.assign(new Error('no file'), { code: 'ENOENT', syscall: 'open' }))).toBe(false)
  expect(faultForLog(twice)).toEqual({ code: '23505', table: 'item', constraint: 'item_name_key', routine: '_bt_check_unique' })
})

test('many connections lost at once end no process: every statement settles, and the next ones work', async () => {
  const careless = () => database.db.begin(async sql => {
    for (;;) {
      await sql`select pg_sleep(0.01)`.catch(() => undefined)
      await new Promise(resolve => setImmediate(resolve))
    }
  })
  const plain = async (): Promise<never> => {
    for (;;) await database.db.sql`select pg_sleep(0.01)`
  }
  const idle = () => database.db.begin(sql => sql`select 1`.then(() => new Promise<never>(() => undefined)))
  const fates = [...Array.from({ length: 4 }, careless), ...Array.from({ length: 4 }, plain), idle()]
    .map(fate => fate.catch((error: unknown) => isPassing(error)))
  const settled = { all: false }
  void Promise.all(fates).then(() => { settled.all = true })
  const killer = openDb({ address: database.address, max: 1 })
  while (!settled.all) {
    // Again and again: one that connects only now is to lose its connection too.
    await new Promise(resolve => setTimeout(resolve, 50))
    await killer.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
  }
  await killer.close()
  expect(await Promise.all(fates)).toEqual(fates.map(() => true))
  expect(await database.db.begin(sql => sql`select 1 as one`)).toHaveLength(1)
})

test('connections that a busy time opened are let go of when it is over, beneath statements that go on', async () => {
  const busy = openDb({ address: database.address, max: 10, look: 150 })
  const pids = await Promise.all(Array.from({ length: 10 }, () => busy.begin(async (tx) => {
    const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid, pg_sleep(0.2)`
    return row?.pid ?? 0
  })))
  const open = async (): Promise<number> => (await database.db.sql`select 1 from pg_stat_activity where pid = any(${pids}::int[])`).length
  expect(await open()).toBe(10)
  const deadline = Date.now() + 10_000
  while (await open() > 4 && Date.now() < deadline) {
    await busy.begin((tx) => tx`select 1`)
    await busy.sql`select 1`
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(await open()).toBeLessThanOrEqual(4)
  await busy.close()
})

test('F44 notifications are heard, also after the connection was lost', async () => {
  const heard: string[] = []
  await database.db.listen('poke', payload => heard.push(payload))
  await database.db.sql`select pg_notify('poke', 'before')`
  while (!heard.includes('before')) await new Promise(resolve => setTimeout(resolve, 10))
  const killer = openDb({ address: database.address, max: 1 })
  await killer.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
  while (!heard.includes('after')) {
    await killer.sql`select pg_notify('poke', 'after')`
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  await killer.close()
})

test('pauses between attempts grow and are spread', () => {
  const least = repeatWithJitter(() => 0)
  const most = repeatWithJitter(() => 0.999)
  expect([1, 2].map(least.pause)).toEqual([12.5, 50])
  expect(most.pause(1)).toBeCloseTo(37.5, 0)
  expect(least.times).toBe(3)
})

function gate() {
  let open = () => {}
  const passed = new Promise<void>(resolve => { open = resolve })
  return { passed, open: () => open() }
}
