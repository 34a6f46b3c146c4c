/** 7F3C 91A0 4D2E …: enough to compare by eye. */
export function shortHash(hash: string): string {
  return `${inFours(hash.slice(0, 12))} …`
}

export function fullHash(hash: string): string {
  return inFours(hash)
}

/** 18 KB; never nought. */
export function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / (1024 * 1024)).toFixed(1)} MB`
}

function inFours(hex: string): string {
  return (hex.toUpperCase().match(/.{1,4}/g) ?? []).join(' ')
}
