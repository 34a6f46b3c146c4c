/** A stretch of a text that is shown apart. */
export interface Mark {
  readonly start: number
  readonly end: number
  readonly look: string
}

export interface Segment {
  readonly text: string
  readonly looks: readonly string[]
}

/** The text in stretches of one look each, in order and without gaps; marks may overlap. */
export function segmentsOf(text: string, marks: readonly Mark[]): readonly Segment[] {
  const edges = marks.flatMap(({ start, end }) => [start, end]).filter((edge) => edge > 0 && edge < text.length)
  const cuts = [...new Set([0, ...edges])].sort((a, b) => a - b)
  return cuts.map((from, i) => {
    const to = cuts[i + 1] ?? text.length
    return { text: text.slice(from, to), looks: [...new Set(marks.filter(({ start, end }) => start < to && end > from).map(({ look }) => look))] }
  })
}
