import { fork, type ChildProcess } from 'node:child_process'
import type { Ended } from './history'
import type { Said, Task } from './worker'

/** One worker process, doing one task after another. */
export interface Child {
  perform(task: Task): Promise<Said>
  end(): void
}

/** A worker that dies or says nothing for that long answers with a failure, which is what a program that hangs deserves. */
const PATIENCE_MS = 180_000

export function startChild(program: string, address: string | null): Child {
  const child = fork(program, address === null ? [] : [address], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { said += text })
  return {
    perform: (task) => new Promise((resolve) => {
      const end = (answer: Said): void => {
        clearTimeout(timer)
        child.removeAllListeners('exit')
        child.removeAllListeners('message')
        resolve(answer)
      }
      const timer = setTimeout(() => {
        child.kill('SIGKILL')
        end(failed(task, 'the worker hangs'))
      }, PATIENCE_MS)
      child.once('exit', () => end(failed(task, `the worker stopped: ${said.slice(-2_000)}`)))
      child.on('message', (message: Said | { readonly kind: 'ready' }) => { if (message.kind !== 'ready') end(message) })
      if (isOver(child)) end(failed(task, `the worker stopped: ${said.slice(-2_000)}`))
      else child.send(task)
    }),
    end: () => (child.connected ? child.disconnect() : undefined),
  }
}

function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

function failed(task: Task, fault: string): Said {
  const seed = task.kind === 'seeds' ? (task.seeds[0] ?? 0) : 0
  const ended: Ended = { seed, faults: [fault], trace: '', outcome: '', lines: [], tally: {} }
  return { kind: 'ended', ended: [ended] }
}

/** Runs everything over that many lanes; each lane takes the next when it is free. */
export async function inLanes<T>(lanes: number, things: readonly T[], run: (thing: T, lane: number) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
    for (let thing = things[next]; next < things.length; thing = things[next]) {
      next += 1
      await run(thing as T, lane)
    }
  }))
}
