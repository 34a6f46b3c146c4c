/** The browser's window for choosing files. Old ones do not tell that it was closed without a choice: then nothing ever comes, and nothing waits for it. */
export function chosenFiles(accept: string, isMultiple: boolean): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept
    input.multiple = isMultiple
    input.onchange = () => resolve([...(input.files ?? [])])
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

/** Not blob.arrayBuffer(), which iOS 13 lacks. */
export function fileBytes(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer))
    reader.onerror = () => reject(new Error('not read'))
    reader.readAsArrayBuffer(blob)
  })
}

/** Of a `data:` address, without asking the network for it. */
export function dataBlob(url: string, type: string): Blob {
  const text = atob(url.split(';base64,')[1] ?? '')
  return new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], { type })
}
