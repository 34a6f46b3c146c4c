/** Tables and a township's board lie across the sheet. */
export const LANDSCAPE = '@page { size: A4 landscape; margin: 12mm; }'
