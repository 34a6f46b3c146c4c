/** How large the host writes, px, by its own setting; null where it says nothing. Node says nothing. */
export function hostFontSize(): number | null {
  return null
}
