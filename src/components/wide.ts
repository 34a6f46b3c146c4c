/** Whether there is room for tables and side panels. A phone never has it (wide.h5.ts). */
export function useWide(): boolean {
  return false
}
