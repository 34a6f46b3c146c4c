import { fileBytes } from './chosenFiles.h5'
import { download } from './download'
import type { PickedText } from './textFiles'

/** The browser's download. */
export async function shareText(name: string, text: string): Promise<boolean> {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  download(url, name)
  // The download begins after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return true
}

export function pickText(): Promise<PickedText> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.txt,text/plain'
    input.addEventListener('change', () => {
      const [file] = input.files ?? []
      if (file === undefined) resolve({ text: null })
      else fileBytes(file).then((bytes) => resolve({ text: new TextDecoder().decode(bytes) }), () => resolve({ text: null }))
    })
    input.addEventListener('cancel', () => resolve({ text: null }))
    input.click()
  })
}
