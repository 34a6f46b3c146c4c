import type { Opened } from './documents'

export const canPrint = true

/** The browser's own download: a link to a one-time address needs no header. */
export async function openDocument(path: string, name: string): Promise<Opened> {
  const link = document.createElement('a')
  link.href = path
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
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
