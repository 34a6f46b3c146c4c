import { answered, createStore } from './indexedDb'
import type { Files } from './ports'

/** IndexedDB, path → text: every write is one transaction, so there is nothing half done to find. */
export function createFiles(): Files {
  const files = createStore('files')
  return {
    read: (path) => files.run('readonly', async (store) => textOf(await answered<unknown>(store.get(path)))),
    async write(path, text) {
      try {
        await files.run('readwrite', (store) => answered(store.put(text, path)))
        return 'written'
      } catch (failure) {
        return isFull(failure) ? 'full' : 'broken'
      }
    },
    list: (prefix) => files.run('readonly', async (store) => (await answered(store.getAllKeys(below(prefix)))).map(String)),
    move: (from, to) => files.run('readwrite', async (store) => {
      const text = textOf(await answered<unknown>(store.get(from)))
      if (text === null) return
      await answered(store.put(text, to))
      await answered(store.delete(from))
    }),
    remove: (path) => files.run('readwrite', async (store) => void (await answered(store.delete(path)))),
  }
}

function below(prefix: string): IDBKeyRange | undefined {
  return prefix === '' ? undefined : IDBKeyRange.bound(prefix, `${prefix}\uffff`)
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function isFull(failure: unknown): boolean {
  return typeof failure === 'object' && failure !== null && (failure as { readonly name?: unknown }).name === 'QuotaExceededError'
}
