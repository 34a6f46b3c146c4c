const LONGEST_NAME = 40
/** A name further away than this share of its own length is not what the clerk meant. */
const FARTHEST = 2 / 3

/** The known name the clerk most likely meant, or null. The last part of a path counts double: it carries the meaning. */
export function nearestName(name: string, known: readonly string[]): string | null {
  if (name.length > LONGEST_NAME) return null
  let best: { name: string; distance: number; shared: number } | null = null
  for (const candidate of known) {
    const distance = distanceBetween(name, candidate)
    const shared = sharedStart(name, candidate)
    if (distance === null) continue
    if (best === null || distance < best.distance || (distance === best.distance && shared > best.shared)) {
      best = { name: candidate, distance, shared }
    }
  }
  return best?.name ?? null
}

function distanceBetween(name: string, candidate: string): number | null {
  const [a, b] = [splitPath(name), splitPath(candidate)]
  // Without a letter in common all of it would have to be written anew. Asked first: of a page of wrong names each is compared with all there are.
  if (!sharesLetter(a.last, b.last)) return null
  const last = editDistance(a.last, b.last)
  const longest = Math.max(a.last.length, b.last.length)
  if (candidate.length > LONGEST_NAME || last >= longest) return null
  const distance = 2 * last + editDistance(a.before, b.before)
  const most = 2 * longest + Math.max(a.before.length, b.before.length)
  return distance <= most * FARTHEST ? distance : null
}

function splitPath(name: string): { before: string; last: string } {
  const dot = name.lastIndexOf('.')
  return { before: name.slice(0, Math.max(dot, 0)), last: name.slice(dot + 1) }
}

function sharesLetter(a: string, b: string): boolean {
  for (let at = 0; at < a.length; at += 1) if (b.includes(a.charAt(at))) return true
  return false
}

/** Letters to put in, take out or change. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

function sharedStart(a: string, b: string): number {
  let length = 0
  while (length < a.length && a.charAt(length) === b.charAt(length)) length += 1
  return length
}
