import { download } from './download'
import type { Opened } from './documents'

export const canPrint = true

/** The address is good once and needs no header. */
export async function openDocument(path: string, name: string): Promise<Opened> {
  download(path, name)
  return 'opened'
}

export function printPage(css: string): void {
  const style = document.createElement('style')
  style.textContent = css
  document.head.append(style)
  const done = (): void => style.remove()
  window.addEventListener('afterprint', done, { once: true })
  window.print()
}
