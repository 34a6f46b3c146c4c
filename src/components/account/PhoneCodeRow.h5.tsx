/** A browser is where such a code is typed, not where it comes from. */
export function PhoneCodeRow(_props: { onOpen(): void }) {
  return null
}

export function PhoneCodeSheet(_props: { readonly name: string; onClose(): void }) {
  return null
}
