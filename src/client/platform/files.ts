import { atomicFiles } from './atomicFiles'
import { memoryDisk } from './memoryDisk'
import type { Files } from './ports'

export function createFiles(): Files {
  return atomicFiles(memoryDisk())
}
