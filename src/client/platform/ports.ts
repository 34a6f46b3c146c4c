/** All of the outside world that the client touches. Each part has one file per platform; the plain one serves Node and tests. */
export interface Platform {
  readonly kv: Kv
  readonly files: Files
  readonly http: Http
  readonly sockets: Sockets
  readonly device: Device
  /** Only where the host is WeChat. */
  readonly wechat?: Wechat
}

/** A code by which the server learns which WeChat this is, good once and for minutes; null when WeChat gives none. */
export type Wechat = () => Promise<string | null>

/** Small values only (a session, counters): WeChat gives 10 MB in all and may clear it. A call rejects when storage is broken. */
export interface Kv {
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<void>
  remove(key: string): Promise<void>
}

export type Written = 'written' | 'full' | 'broken'

/**
 * Texts under paths. A write is whole or not at all, whenever the program dies. `read` and `list` reject when storage is broken:
 * "cannot be read" is never taken for "is not there".
 */
export interface Files {
  read(path: string): Promise<string | null>
  write(path: string, text: string): Promise<Written>
  /** Paths that begin with the prefix, in order. */
  list(prefix: string): Promise<readonly string[]>
  /** Replaces what stood at `to`. */
  move(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  /** From the root: `/api/push`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Bytes travel as they are (`application/octet-stream`); the array may be a part of a larger buffer. */
  readonly body: string | Uint8Array<ArrayBuffer> | null
  readonly timeoutMs: number
}

/** Whatever came back, unjudged. `noAnswer`: nobody knows whether the request arrived. */
export type HttpAnswer =
  /** `retryAfter`: that header, as it came. */
  | { readonly kind: 'answer'; readonly status: number; readonly text: string; readonly retryAfter?: string | null }
  | { readonly kind: 'noAnswer' }

/** Never rejects. */
export interface Http {
  send(request: HttpRequest): Promise<HttpAnswer>
}

export interface SocketEvents {
  onText(text: string): void
  /** Once, whatever the reason; also when it never opened. */
  onClose(): void
}

export interface Sockets {
  /** `path` from the root, with its query. */
  open(path: string, events: SocketEvents): { close(): void }
}

export interface Device {
  readonly client: 'h5' | 'weapp'
  /** Milliseconds since 1970 by the phone's clock: shown, and for delays; it orders nothing. */
  now(): number
  /** Bytes of a cryptographic generator; throws when the pool is empty, so await `ready` first. */
  random(length: number): Uint8Array
  /** Resolves once `random` has enough for what one save or one pull needs. */
  ready(): Promise<void>
  /** Runs once after that many milliseconds; returns how to call it off. */
  after(ms: number, run: () => void): () => void
  /** The program comes to the front (true) or leaves it (false); five seconds later WeChat stops it. */
  onVisible(run: (visible: boolean) => void): () => void
  /** A hint, never a gate. */
  onNetwork(run: (online: boolean) => void): () => void
}
