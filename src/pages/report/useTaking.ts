import { useState } from 'react'
import { isProblem } from '../../client/online'
import { openDocument } from '../../client/platform/documents'
import type { FileLink, Problem } from '../../core/protocol'

export interface Taking {
  /** Why nothing was opened, and what to do. */
  readonly notice: string | null
  /** `ask` gets a fresh address each time: it is good once. */
  take(ask: () => Promise<FileLink | Problem>): Promise<void>
}

/** A file of the server, handed to the reader. */
export function useTaking(): Taking {
  const [notice, setNotice] = useState<string | null>(null)
  return {
    notice,
    async take(ask) {
      setNotice(null)
      const link = await ask()
      if (isProblem(link)) return setNotice(link.code === 'offline' ? '没有信号，有信号再点一次下载。' : link.message)
      const opening = await openDocument(link.url, link.name)
      return setNotice(opening === 'failed' ? '文件没有打开，请再点一次下载。' : null)
    },
  }
}
