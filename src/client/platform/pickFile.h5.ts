import { fileBytes } from './chosenFiles.h5'
import type { PickedFile } from './pickFile'

export function pickFile(endings: readonly string[]): Promise<PickedFile | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = endings.join(',')
    input.addEventListener('change', () => {
      const [file] = input.files ?? []
      if (file === undefined) resolve(null)
      else fileBytes(file).then((bytes) => resolve({ name: file.name, bytes }), () => resolve(null))
    })
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}

export function canPickFiles(): boolean {
  return true
}
