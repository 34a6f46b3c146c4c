import { answered, createStore } from './indexedDb'
import type { Kv } from './ports'

export function createKv(): Kv {
  const values = createStore('values')
  return {
    get: (key) => values.run('readonly', async (store) => textOf(await answered<unknown>(store.get(key)))),
    set: (key, value) => values.run('readwrite', async (store) => void (await answered(store.put(value, key)))),
    remove: (key) => values.run('readwrite', async (store) => void (await answered(store.delete(key)))),
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
