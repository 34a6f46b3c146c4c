import { convertMillimetersToTwip } from 'docx'

/** The page of a form: A4, room at the left for the binding. Lengths in Word's units. */
export const formPage = {
  width: convertMillimetersToTwip(210),
  height: convertMillimetersToTwip(297),
  top: convertMillimetersToTwip(28),
  bottom: convertMillimetersToTwip(20),
  left: convertMillimetersToTwip(28),
  right: convertMillimetersToTwip(22),
  footer: convertMillimetersToTwip(12),
} as const

/** Between the margins, in twips. */
export const formWidth = formPage.width - formPage.left - formPage.right

/** 四号 for what is printed, 小四 in the cells of tables. */
export const formType = { text: 14, cell: 12, title: 20, coverTitle: 30 } as const

/** Of lines, exact; of rows at least. Twips. */
export const formLine = { text: 500, row: 510, coverRow: 1_000, ruled: 520, tableRow: 520 } as const

/** A row of labels and blanks is cut into so many columns of equal width. */
export const formColumns = 64
export const columnWidth = Math.floor(formWidth / formColumns)
