/** What a cell holds at most; with more, Excel repairs the file by throwing it away. In UTF-16 units. */
export const MOST_CELL_UNITS = 32_767
const CUT = '……（太长，余下的请看记录）'

/**
 * Text as a cell can hold it: without characters that XML forbids or readers drop (controls, halves of pairs, noncharacters), with LF for
 * every line break, and not too long. All else stays as it was typed, `=` and `@` at the beginning included: in a string cell they are letters.
 */
export function cellText(text: string): string {
  const clean = text.replace(/\r\n?/g, '\n').replace(UNREADABLE, '')
  return clean.length <= MOST_CELL_UNITS ? clean : wholeUnits(clean, MOST_CELL_UNITS - CUT.length) + CUT
}

/** The same as the file spells it: `_x0041_` is an A to every reader, so typed letters that look like that are escaped. */
export function spelledText(text: string): string {
  const spelled = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  // The writer looks texts up in a plain object; a leading NUL, which it drops again, keeps `constructor` apart from what is inherited.
  return spelled in {} ? `\u0000${spelled}` : spelled
}

const UNREADABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFD\p{Surrogate}\p{Noncharacter_Code_Point}]/gu

function wholeUnits(text: string, most: number): string {
  const isPairCut = /[\uD800-\uDBFF]/.test(text.charAt(most - 1))
  return text.slice(0, isPairCut ? most - 1 : most)
}
