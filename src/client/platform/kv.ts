import type { Kv } from './ports'

export function createKv(): Kv {
  return memoryKv(new Map())
}

export function memoryKv(values: Map<string, string>): Kv {
  return {
    get: (key) => Promise.resolve(values.get(key) ?? null),
    set: (key, value) => Promise.resolve(void values.set(key, value)),
    remove: (key) => Promise.resolve(void values.delete(key)),
  }
}
