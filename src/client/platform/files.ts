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

export function createFiles(): Files {
  throw new Error('not yet')
}
