/** A small text file that leaves the phone by its owner's hand, or comes to it. */

/** Hands it to where the host's user wants it. False: it went nowhere. */
export async function shareText(_name: string, _text: string): Promise<boolean> {
  return false
}

/** What the user picked; null for nothing, or for what does not read as text. */
export async function pickText(): Promise<string | null> {
  return null
}
