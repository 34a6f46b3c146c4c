/** Files made by the server, and paper. A host that cannot print has no button for it. */
export const canPrint: boolean = false

/** 'failed': nothing was opened; the address is used up and has to be asked for anew. */
export type Opened = 'opened' | 'failed'

/** Fetches a file from a path of the server and hands it to the reader under a name. */
export async function openDocument(_path: string, _name: string): Promise<Opened> {
  return 'failed'
}

/** Prints what is shown. `css` holds the @page rules of this paper and counts only while printing. */
export function printPage(_css: string): void {
  // Node and weapp: there is no printer.
}
