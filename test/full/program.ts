import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openDb, type Db } from '../../src/server/db'
import { readPostmasterFile } from '../../src/server/postgres/postmasterFile'
import { isPostgresIn } from '../../src/server/postgres/process'
import { socketIn } from '../../src/server/postgres/settings'

/** The program that ships, as `npm run serve` runs it, in a folder of the caller's own. Run from the project's root. */
export interface Program {
  readonly child: ChildProcess
  /** `http://127.0.0.1:…`; rejects with the program's words when it ends before it listens. */
  readonly listening: Promise<string>
  readonly ended: Promise<void>
}

export interface ProgramOptions {
  /** The data folder; its socket's name must fit, so it lies near the root. */
  readonly data: string
  /** 0: any free one. */
  readonly port: number
  /** Beside what this process has. */
  readonly env?: Readonly<Record<string, string>>
}

export function launchProgram({ data, port, env }: ProgramOptions): Program {
  const child = spawn(process.execPath, ['--enable-source-maps', resolve('dist/server/main.js'), 'county'], {
    env: { ...process.env, DATA_FOLDER: data, PORT: String(port), HOST: '127.0.0.1', OPERATION_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const listening = new Promise<string>((found, failed) => {
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (words: string) => {
        text = (text + words).slice(-20_000)
        const told = /说事簿已启动：(http:\/\/\S+)/.exec(text)?.[1]
        if (told !== undefined) found(told)
      })
    }
    void ended.then(() => failed(new Error(`the program did not start:\n${text}`)))
  })
  // Whoever does not wait for it has ended the program on purpose.
  listening.catch(() => undefined)
  return { child, listening, ended }
}

/** Resolves when it listens; throws with its words when it ends before that. */
export async function startProgram(options: ProgramOptions): Promise<Program & { readonly address: string }> {
  const program = launchProgram(options)
  return { ...program, address: await program.listening }
}

/** In order: the database is stopped too. */
export async function stopProgram({ child, ended }: Program): Promise<void> {
  child.kill('SIGTERM')
  await ended
}

/** The embedded database of a running program, as the program itself reaches it. */
export function openDataOf(data: string): Db {
  const password = readFileSync(join(data, 'password'), 'utf8').trim()
  return openDb({ address: { kind: 'socket', path: socketIn(join(realpathSync(data), 'pg')), user: 'shuoshibu', password, database: 'shuoshibu' }, max: 4 })
}

/** PostgreSQL's first process and all of its children, by the pid file of this data folder and nothing else; none when it does not run. */
export function databasePids(data: string): readonly number[] {
  const first = readPostmasterFile(join(data, 'pg'))?.pid
  if (first === undefined || !isPostgresIn(first, join(realpathSync(data), 'pg'))) return []
  const children = readFileSync(`/proc/${first}/task/${first}/children`, 'utf8').trim().split(' ').filter((word) => word !== '')
  return [first, ...children.map(Number)]
}
