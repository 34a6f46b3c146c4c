/**
 * A long list draws only the parts near what is seen; above and below them stands empty room as high as what is not drawn. Heights are
 * pixels, measured once a part was drawn and guessed before.
 */
export interface ListWindow {
  /** Parts to draw: from `first` up to, not with, `end`. */
  readonly first: number
  readonly end: number
  readonly above: number
  readonly below: number
}

/** Parts that reach into [from, to], measured from the beginning of the list. */
export function windowOf(heights: readonly number[], from: number, to: number): ListWindow {
  let [first, above] = [0, 0]
  for (; first < heights.length - 1 && above + (heights[first] ?? 0) <= from; first += 1) above += heights[first] ?? 0
  let [end, reached] = [first, above]
  for (; end < heights.length && (reached < to || end === first); end += 1) reached += heights[end] ?? 0
  return { first, end, above, below: heights.slice(end).reduce((sum, height) => sum + height, 0) }
}

export interface Part<R> {
  readonly key: string
  /** null: the month goes on from the part before. */
  readonly month: string | null
  readonly rows: readonly R[]
  /** The month goes on in the next part. */
  readonly goesOn: boolean
}

/** Rows by month, cut again where a month is long; parts keep their key while only later rows change. */
export function partsOf<R extends { readonly id: string }>(rows: readonly R[], monthOf: (row: R) => string, most: number): readonly Part<R>[] {
  const parts: { key: string; month: string | null; rows: R[]; goesOn: boolean }[] = []
  let month: string | null = null
  for (const row of rows) {
    const its = monthOf(row)
    const last = parts[parts.length - 1]
    if (last !== undefined && its === month && last.rows.length < most) last.rows.push(row)
    else {
      if (last !== undefined && its === month) last.goesOn = true
      parts.push({ key: row.id, month: its === month ? null : its, rows: [row], goesOn: false })
    }
    month = its
  }
  return parts
}
