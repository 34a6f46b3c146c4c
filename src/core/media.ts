/** Attachments are named by what they are: the SHA-256 of their bytes, in hex. The same picture is the same id on every phone. */
export function isMediaId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

/** The inclusive-exclusive byte range of a piece; pieces are numbered from 0. */
export function pieceRange(size: number, piece: number, pieceBytes: number): readonly [from: number, to: number] {
  return [piece * pieceBytes, Math.min(size, (piece + 1) * pieceBytes)]
}

export function pieceCount(size: number, pieceBytes: number): number {
  return Math.ceil(size / pieceBytes)
}
