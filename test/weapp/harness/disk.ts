import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** A failure the host reports to the program as `name:fail message`. */
export class HostFailure extends Error {}

export type Bytes = { readonly $bytes: string }
/** One call of the program to its host, by name. Values are JSON; binary ones are `{ $bytes: base64 }`. */
export type HostCalls = Readonly<Record<string, (options: never) => unknown>>

export interface DiskLimits {
  readonly key: number
  readonly storage: number
  readonly files: number
}

export const phoneLimits: DiskLimits = { key: 1024 ** 2, storage: 10 * 1024 ** 2, files: 200 * 1024 ** 2 }

interface FileOptions {
  readonly filePath: string
  readonly data: string | Bytes
  readonly encoding?: BufferEncoding
  readonly recursive?: boolean
  readonly position?: number
  readonly length?: number
  readonly oldPath: string
  readonly newPath: string
  readonly srcPath: string
  readonly destPath: string
  readonly dirPath: string
  readonly path: string
}

/** What a phone keeps for the program: key-value storage and the files below `wxfile://`; both live in `root` and outlast a cold start. */
export function createDisk(root: string, limits: DiskLimits = phoneLimits): HostCalls {
  for (const folder of ['usr', 'tmp']) mkdirSync(join(root, folder), { recursive: true })
  return { ...storageCalls(join(root, 'storage.json'), limits), ...fileCalls(root, limits) }
}

function storageCalls(file: string, limits: DiskLimits): HostCalls {
  const entries = new Map<string, string>(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, string][]) : [])
  const save = (): void => writeFileSync(file, JSON.stringify([...entries]))
  const size = (key: string, value: string): number => Buffer.byteLength(key) + Buffer.byteLength(value)
  const total = (): number => [...entries].reduce((sum, [key, value]) => sum + size(key, value), 0)

  return {
    getStorage: ({ key }: { key: string }) => entries.get(key) ?? null,
    setStorage: ({ key, value }: { key: string; value: string }) => {
      const grown = total() - size(key, entries.get(key) ?? '') + size(key, value)
      if (size(key, value) > limits.key) throw new HostFailure('entry size limit reached')
      if (grown > limits.storage) throw new HostFailure('exceed storage max size 10Mb')
      entries.set(key, value)
      save()
    },
    removeStorage: ({ key }: { key: string }) => {
      entries.delete(key)
      save()
    },
    clearStorage: () => {
      entries.clear()
      save()
    },
    getStorageInfo: () => ({ keys: [...entries.keys()], currentSize: Math.ceil(total() / 1024), limitSize: limits.storage / 1024 }),
  }
}

function fileCalls(root: string, limits: DiskLimits): HostCalls {
  const at = (path: string): string => {
    const inside = /^wxfile:\/\/((?:usr|tmp)(?:\/.*)?)$/.exec(path)?.[1]
    const clean = inside === undefined ? '' : normalize(inside)
    if (!/^(usr|tmp)(\/|$)/.test(clean)) throw new HostFailure(`permission denied, open "${path}"`)
    return join(root, clean)
  }
  const sizeBelow = (folder: string): number =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter(entry => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
  const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  let used = sizeBelow(root)

  const write = ({ filePath, data, encoding = 'utf8' }: FileOptions, before: Buffer): void => {
    const path = at(filePath)
    const content = Buffer.concat([before, typeof data === 'string' ? Buffer.from(data, encoding) : Buffer.from(data.$bytes, 'base64')])
    const grown = used - sizeOf(path) + content.length
    if (grown > limits.files) throw new HostFailure('the maximum size of the file storage limit is exceeded')
    writeFileSync(path, content)
    used = grown
  }
  const stat = (path: string) => {
    const { mode, size, atimeMs, mtimeMs } = statSync(path)
    const times = { lastAccessedTime: Math.floor(atimeMs / 1000), lastModifiedTime: Math.floor(mtimeMs / 1000) }
    return { mode, size, ...times, directory: statSync(path).isDirectory() }
  }

  const calls: Record<string, (options: FileOptions) => unknown> = {
    readFile: ({ filePath, encoding, position = 0, length }) => {
      const whole = readFileSync(at(filePath))
      const part = whole.subarray(position, length === undefined ? undefined : position + length)
      return { data: encoding === undefined ? { $bytes: part.toString('base64') } : part.toString(encoding) }
    },
    writeFile: options => write(options, Buffer.alloc(0)),
    appendFile: options => write(options, readFileSync(at(options.filePath))),
    // Whether the host replaces an existing target is not documented; it does here.
    rename: ({ oldPath, newPath }) => {
      const replaced = sizeOf(at(newPath))
      renameSync(at(oldPath), at(newPath))
      used -= replaced
    },
    copyFile: ({ srcPath, destPath }) => {
      copyFileSync(at(srcPath), at(destPath))
      used = sizeBelow(root)
    },
    unlink: ({ filePath }) => {
      const size = sizeOf(at(filePath))
      unlinkSync(at(filePath))
      used -= size
    },
    mkdir: ({ dirPath, recursive = false }) => {
      if (existsSync(at(dirPath))) throw new HostFailure(`file already exists ${dirPath}`)
      mkdirSync(at(dirPath), { recursive })
    },
    rmdir: ({ dirPath, recursive = false }) => {
      if (recursive) rmSync(at(dirPath), { recursive })
      else rmdirSync(at(dirPath))
      used = sizeBelow(root)
    },
    readdir: ({ dirPath }) => ({ files: readdirSync(at(dirPath)).sort() }),
    access: ({ path }) => void statSync(at(path)),
    stat: ({ path }) => ({ stats: stat(at(path)) }),
    getFileInfo: ({ filePath }) => ({ size: statSync(at(filePath)).size }),
  }
  const named = Object.entries(calls).map(([name, call]) => [`fs.${name}`, (options: FileOptions) => asHost(name, options, () => call(options))])
  return Object.fromEntries(named) as HostCalls
}

const texts: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EEXIST: 'file already exists',
  ENOTDIR: 'not a directory',
  EISDIR: 'illegal operation on a directory',
  ENOTEMPTY: 'directory not empty',
}

function asHost<T>(name: string, options: FileOptions, call: () => T): T {
  try {
    return call()
  } catch (error) {
    const text = texts[(error as NodeJS.ErrnoException).code ?? '']
    if (text === undefined) throw error
    const path = options.filePath ?? options.oldPath ?? options.srcPath ?? options.dirPath ?? options.path
    throw new HostFailure(`${text}, ${name} "${path}"`)
  }
}

/** Puts a downloaded file where the program may read it and answers its host path. */
export function storeDownload(root: string, name: string, content: Buffer): string {
  const path = join(root, 'tmp', name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return `wxfile://tmp/${name}`
}
