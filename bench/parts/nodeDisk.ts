import { mkdirSync } from 'node:fs'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Disk } from '../../src/client/platform/atomicFiles'
import { codeOf } from '../../src/server/errorCode'

/** A folder of this machine as the client's disk. */
export function nodeDisk(folder: string): Disk {
  return {
    readFile: (name) => readFile(join(folder, name), 'utf8').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return null
      throw error
    }),
    async writeFile(name, text) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), text)
      return 'written'
    },
    rename: (from, to) => {
      mkdirSync(dirname(join(folder, to)), { recursive: true })
      return rename(join(folder, from), join(folder, to))
    },
    unlink: (name) => rm(join(folder, name), { force: true }),
    async readdir() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    },
  }
}
