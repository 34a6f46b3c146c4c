import Taro from '@tarojs/taro'
import { atomicFiles, type Disk } from './atomicFiles'
import { calledInTime, isSilence } from './callback'
import type { Files } from './ports'

/** 200 MB of user files, in one flat folder; a path's slashes become tildes. */
export function createFiles(): Files {
  return atomicFiles(weappDisk())
}

function weappDisk(): Disk {
  const fs = Taro.getFileSystemManager()
  const folder = `${String(Taro.env.USER_DATA_PATH)}/shuoshibu`
  const at = (name: string): string => `${folder}/${name.split('/').join('~')}`
  const isThere = (path: string): Promise<boolean> => calledInTime((done) => fs.access({ path, ...done })).then(() => true, (failure: unknown) => {
    if (isSilence(failure)) throw failure
    return false
  })
  let made: Promise<void> | null = null
  /** Asked once; a host that did not answer is asked again, or the program would be without storage until it is ended. */
  const ready = async (): Promise<void> => {
    made ??= make().catch((failure: unknown) => {
      made = null
      throw failure
    })
    return made
  }

  async function make(): Promise<void> {
    if (await isThere(folder)) return
    try {
      await calledInTime((done) => fs.mkdir({ dirPath: folder, recursive: true, ...done }))
    } catch (failure) {
      // One that was made after all, by a call whose answer came too late.
      if (!(await isThere(folder))) throw failure
    }
  }

  return {
    async readFile(name) {
      await ready()
      const filePath = at(name)
      try {
        const { data } = await calledInTime<{ readonly data: unknown }>((done) => fs.readFile({ filePath, encoding: 'utf8', ...done }))
        return String(data)
      } catch (failure) {
        // Hosts word "no such file" differently; only a file that is there and does not read is a failure.
        if (await isThere(filePath)) throw failure
        return null
      }
    },
    async writeFile(name, text) {
      await ready()
      try {
        await calledInTime((done) => fs.writeFile({ filePath: at(name), data: text, encoding: 'utf8', ...done }))
        return 'written'
      } catch (failure) {
        if (isFull(failure)) return 'full'
        throw failure
      }
    },
    async rename(from, to) {
      await ready()
      await calledInTime((done) => fs.rename({ oldPath: at(from), newPath: at(to), ...done }))
    },
    async unlink(name) {
      await ready()
      const filePath = at(name)
      try {
        await calledInTime((done) => fs.unlink({ filePath, ...done }))
      } catch (failure) {
        if (await isThere(filePath)) throw failure
      }
    },
    async readdir() {
      await ready()
      const { files } = await calledInTime<{ readonly files: readonly string[] }>((done) => fs.readdir({ dirPath: folder, ...done }))
      return files.map((name) => name.split('~').join('/'))
    },
  }
}

function isFull(failure: unknown): boolean {
  return failure instanceof Error && /maximum size|size limit|exceed|no space|ENOSPC/i.test(failure.message)
}
