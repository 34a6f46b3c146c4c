import { useState } from 'react'
import { useClient } from '../../client/hooks'
import { importDoor } from '../../client/imports'
import { isProblem } from '../../client/online'
import { pickFile } from '../../client/platform/pickFile'
import type { ImportBatch, ImportFile, ImportMapping, ImportSheet, ImportTrial } from '../../core/importing'
import type { Problem } from '../../core/protocol'

/** Where the importer stands: no file, a file with its mapping, a dry run, a batch that is being written or was. */
export interface ImportState {
  readonly file: ImportFile | null
  readonly name: string
  readonly sheet: ImportSheet | null
  readonly mapping: ImportMapping | null
  readonly trial: ImportTrial | null
  readonly batch: ImportBatch | null
  readonly busy: boolean
  readonly problem: string | null
}

const NOTHING: ImportState = { file: null, name: '', sheet: null, mapping: null, trial: null, batch: null, busy: false, problem: null }

export interface Importing {
  readonly state: ImportState
  choose(kind: string): Promise<void>
  lookAt(sheet: string, headerRow: number | null): Promise<void>
  change(mapping: ImportMapping): void
  attempt(mapping?: ImportMapping): Promise<void>
  confirm(again: boolean): Promise<void>
  resume(): Promise<void>
  back(): void
  end(): void
}

export function useImport(stream: string): Importing {
  const client = useClient()
  const door = importDoor(client, stream)
  const [state, setState] = useState<ImportState>(NOTHING)
  const put = (part: Partial<ImportState>): void => setState((before) => ({ ...before, ...part }))

  async function asked<T>(answer: Promise<T | Problem>, then: (answer: T) => Partial<ImportState>): Promise<T | null> {
    put({ busy: true, problem: null })
    const got = await answer
    if (isProblem(got)) put({ busy: false, problem: got.code === 'offline' ? '没有连上，请再点一次。什么都没有丢。' : got.message })
    else put({ busy: false, ...then(got) })
    return isProblem(got) ? null : got
  }

  /** Part by part until all rows are judged; what breaks off goes on with the next tap. */
  async function throughTo(file: string, batch: ImportBatch): Promise<void> {
    let now: ImportBatch | null = batch
    while (now !== null && now.done < now.rows) {
      const before: ImportBatch = now
      now = await asked(door.goOn(file, now.id), (answer) => ({ batch: answer, busy: answer.done < answer.rows }))
      if (now !== null && now.done === before.done) return put({ busy: false, problem: `还有 ${now.rows - now.done} 行现在写不进去，请再试导一次看看。` })
    }
  }

  return {
    state,
    choose: async (kind) => {
      const picked = await pickFile(['.xlsx'])
      if (picked === null) return
      await asked(door.take(kind, picked.bytes), (file) => ({ ...NOTHING, file, name: picked.name, sheet: file.sheet, mapping: file.sheet.mapping }))
    },
    lookAt: async (sheet, headerRow) => {
      const { file } = state
      if (file !== null) await asked(door.sheet(file.file, sheet, headerRow), (answer) => ({ sheet: answer, mapping: answer.mapping, trial: null }))
    },
    change: (mapping) => put({ mapping, trial: null }),
    attempt: async (changed) => {
      const mapping = changed ?? state.mapping
      if (state.file === null || mapping === null) return
      // Of a large file the server is still at work: the same question joins it.
      const { file } = state.file
      let answer = await asked(door.attempt(file, mapping), (got) => ('working' in got ? { busy: true } : { trial: got, mapping }))
      while (answer !== null && 'working' in answer) answer = await asked(door.attempt(file, mapping), (got) => ('working' in got ? { busy: true } : { trial: got, mapping }))
    },
    confirm: async (again) => {
      const { file, mapping, name } = state
      if (file === null || mapping === null) return
      const batch = await asked(door.confirm(file.file, mapping, name, again), (answer) => ({ batch: answer }))
      if (batch !== null) await throughTo(file.file, batch)
    },
    resume: async () => {
      const { file, batch } = state
      const begun = batch ?? file?.before ?? null
      if (file !== null && begun !== null) await throughTo(file.file, begun)
    },
    back: () => put({ trial: null, problem: null }),
    end: () => setState(NOTHING),
  }
}
