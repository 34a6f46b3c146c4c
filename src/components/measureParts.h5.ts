/** The same from the document: Taro's own query throws later, where nobody catches it, while the next page is named and not yet drawn. */
export function measureParts(done: (parts: readonly number[], screen: number) => void): void {
  const parts = [...document.querySelectorAll('.part')].flatMap((part) => (part.getClientRects().length === 0 ? [] : [part.getBoundingClientRect().height]))
  if (parts.length > 0) done(parts, window.innerHeight)
}
