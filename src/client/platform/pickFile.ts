/** A file its owner picks on this machine. */
export interface PickedFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** `endings`: of the names offered, each with its dot. Null for nothing; Node and weapp have no such window. */
export async function pickFile(_endings: readonly string[]): Promise<PickedFile | null> {
  return null
}

/** Whether there is such a window here. */
export function canPickFiles(): boolean {
  return false
}
