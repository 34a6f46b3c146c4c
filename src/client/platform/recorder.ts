import type { NotGiven } from './hostPrivacy'

/** A recording under way. It ends by `stop`, after ten minutes, or when a call or another program takes the microphone: what was said is kept. */
export interface Recording {
  stop(): void
  /** Once, however it ended. */
  readonly done: Promise<Recorded>
}
export type Recorded =
  /** `by`: the host, when nobody asked it to stop. */
  | { readonly kind: 'recorded'; readonly bytes: Uint8Array; readonly by: 'person' | 'host' }
  /** `permission`: the person, or the host for good, gives no microphone. */
  | { readonly kind: 'none'; readonly why: NotGiven }

/** Whether this host records at all; without, there is no button. */
export function canRecord(): boolean {
  return false
}

/** Only ever at a tap. */
export function startRecording(_mostSeconds: number): Recording {
  return { stop: () => undefined, done: Promise.resolve({ kind: 'none', why: 'broken' }) }
}

/** A sound being played. */
export interface Playing {
  stop(): void
  /** 'failed': this host cannot play it. */
  readonly done: Promise<'ended' | 'failed'>
}

/** `url`: a `data:` address or a one-time path of the server. `onSeconds`: where it is, and how long it is in all where that is known. */
export function playSound(_url: string, _type: string, _onSeconds: (at: number, all: number | null) => void): Playing {
  return { stop: () => undefined, done: Promise.resolve('failed') }
}
