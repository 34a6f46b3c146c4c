/** Keyboard of a PC. `true` means the key was used up. A phone has none (keys.h5.ts has). */
export type KeyHandler = (key: string, isTyping: boolean) => boolean

export function useKeys(_onKey: KeyHandler): void {
  return undefined
}

/** Moves the keyboard to an element by its id. */
export function focusOn(_id: string): void {
  return undefined
}
