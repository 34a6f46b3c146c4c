/** Keyboard of a PC. `true` means the key was used up. A phone has none (keys.h5.ts has). */
export type KeyHandler = (key: string, isTyping: boolean) => boolean

export function useKeys(_onKey: KeyHandler): void {
  return undefined
}

/** Moves the keyboard to an element by its id. */
export function focusOn(_id: string): void {
  return undefined
}

/** Whether a sheet or the lock stands over the page: keys are theirs then. */
export function isUnderSheet(): boolean {
  return false
}

/** Whether the keyboard is within what lies open beside a list: keys are its own then, for it may be half written. */
export function isInPanel(): boolean {
  return false
}

/** The id a sheet bears: with it the sheet takes the keyboard when it comes, and gives it back where it was when it goes. */
export function useSheetFocus(): string | undefined {
  return undefined
}
