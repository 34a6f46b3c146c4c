type StoreName = 'values' | 'files'

/** One object store of the program's database. */
export interface Store {
  /**
   * Requests in one transaction: all of them or none. Resolves when it is complete, so that what was written survives the page;
   * rejects with the browser's error.
   */
  run<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => Promise<T>): Promise<T>
}

export function createStore(name: StoreName): Store {
  let opening: Promise<IDBDatabase> | null = null

  function database(): Promise<IDBDatabase> {
    opening ??= open(() => {
      opening = null
    }).catch((failure: unknown) => {
      opening = null
      throw failure
    })
    return opening
  }

  return {
    async run(mode, ask) {
      const db = await database()
      // "strict" asks for the disk and not only for the system's memory; browsers that do not know it ignore it.
      const transaction = db.transaction(name, mode, { durability: 'strict' })
      const done = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve()
        transaction.onabort = () => reject(transaction.error ?? new Error('the transaction was called off'))
      })
      const [value] = await Promise.all([ask(transaction.objectStore(name)), done])
      return value
    },
  }
}

export function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the request failed'))
  })
}

/** `onClosed`: the browser closed it by itself (space cleared, another version in another window); the next call opens it anew. */
async function open(onClosed: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open('shuoshibu', 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('values')
    request.result.createObjectStore('files')
  }
  const db = await answered(request)
  db.onclose = onClosed
  db.onversionchange = () => {
    db.close()
    onClosed()
  }
  return db
}
