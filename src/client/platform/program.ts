/** The program itself: kept on the device, replaced by a newer one only at a start, when nothing is half written. */
export function keepProgram(): void {
  // Node and weapp: the host keeps the program.
}
