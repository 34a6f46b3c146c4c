/** Small values only (a session, counters): WeChat gives 10 MB in all and may clear it. A call rejects when storage is broken. */
export interface Kv {
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<void>
  remove(key: string): Promise<void>
}

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
