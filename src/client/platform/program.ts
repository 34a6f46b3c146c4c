/** The program itself: kept on the device by its host, which also fetches newer ones. */
export interface Program {
  /** Starting anew shows the page that was open, as a browser does. */
  readonly comesBack: boolean
  /** A newer one lies on the device; nothing has changed yet. One that could not be fetched is nothing: the host tries again. */
  onNewer(run: () => void): void
  /** Ends this program and starts the newer one. Whoever calls it has put everything away. */
  takeOver(): void
}

/** Node: there is one program only. */
export function createProgram(): Program {
  return { comesBack: false, onNewer: () => undefined, takeOver: () => undefined }
}
