/** The browser's own download of an address, for H5; it asks for no header, and saves under that name. */
export function download(href: string, name: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}
