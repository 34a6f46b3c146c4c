import type { NotGiven } from './hostPrivacy'

/** A small text file that leaves the phone by its owner's hand, or comes to it. */

/** Hands it to where the host's user wants it. False: it went nowhere. */
export async function shareText(_name: string, _text: string): Promise<boolean> {
  return false
}

/** `text` null: nothing was picked, or what does not read as text. `notGiven`: why the host let nothing be picked. */
export interface PickedText {
  readonly text: string | null
  readonly notGiven?: NotGiven | null
}

export async function pickText(): Promise<PickedText> {
  return { text: null }
}
