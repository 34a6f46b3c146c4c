/** Lines a text takes in a column that is so many letters wide; a Chinese character is as wide as two. A little room is left at the sides. */
export function linesOf(text: string, width: number): number {
  const room = Math.max(2, width - 1)
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(lettersOf(line) / room)), 0)
}

function lettersOf(line: string): number {
  let letters = 0
  for (const character of line) letters += character > '\u2E7F' ? 2 : 1
  return letters
}
