import { ask, askSync, HostFailure } from './bridge.js'
import { plain } from './calls.js'

/** Storage: a value keeps its type; a missing key is '' to the blocking call and a failure to the other. */
export function createStorage({ blocking }) {
  const toText = data => JSON.stringify({ data })
  return {
    asynchronous: {
      setStorage: ({ key, data }) => ask('setStorage', { key, value: toText(data) }),
      getStorage: async ({ key }) => {
        const text = await ask('getStorage', { key })
        if (text === null) throw new HostFailure('data not found')
        return JSON.parse(text)
      },
      removeStorage: ({ key }) => ask('removeStorage', { key }),
      clearStorage: () => ask('clearStorage', {}),
      getStorageInfo: () => ask('getStorageInfo', {}),
    },
    synchronous: {
      setStorageSync: (key, data) => blocking('setStorageSync', 'setStorage', { key, value: toText(data) }),
      getStorageSync: key => JSON.parse(askSync('getStorage', { key }) ?? '{}').data ?? '',
      removeStorageSync: key => askSync('removeStorage', { key }),
      clearStorageSync: () => askSync('clearStorage', {}),
      getStorageInfoSync: () => askSync('getStorageInfo', {}),
    },
  }
}

// Each call with the names its blocking form gives to its arguments by place, and the part of the answer that form returns.
const FILE_CALLS = {
  readFile: { places: ['filePath', 'encoding', 'position', 'length'], returns: 'data' },
  writeFile: { places: ['filePath', 'data', 'encoding'] },
  appendFile: { places: ['filePath', 'data', 'encoding'] },
  rename: { places: ['oldPath', 'newPath'] },
  copyFile: { places: ['srcPath', 'destPath'] },
  unlink: { places: ['filePath'] },
  mkdir: { places: ['dirPath', 'recursive'] },
  rmdir: { places: ['dirPath', 'recursive'] },
  readdir: { places: ['dirPath'], returns: 'files' },
  access: { places: ['path'] },
  stat: { places: ['path'], returns: 'stats' },
  getFileInfo: { places: ['filePath'] },
}

/** The object `wx.getFileSystemManager()` answers. */
export function createFileSystem({ settle, blocking }) {
  const opened = ({ stats, ...rest } = {}) => {
    if (stats === undefined) return rest
    const { directory, ...numbers } = stats
    return { stats: { ...numbers, isDirectory: () => directory, isFile: () => !directory } }
  }
  const entries = Object.entries(FILE_CALLS).flatMap(([name, { places, returns }]) => [
    [name, options => settle(name, options, async () => opened(await ask(`fs.${name}`, plain(options))))],
    [`${name}Sync`, (...args) => {
      const options = Object.fromEntries(places.map((place, i) => [place, args[i]]))
      return opened(blocking(`${name}Sync`, `fs.${name}`, options))[returns]
    }],
  ])
  return Object.fromEntries(entries)
}
