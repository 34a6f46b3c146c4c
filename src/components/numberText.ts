/** 10000 → 10,000. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

/**
 * A number as typed: digits of either width, thousands in their groups, 万 behind. In units of its last decimal (2: fen out of yuan);
 * null when it is no number, or none without a rest.
 */
export function readNumber(text: string, decimals = 0): number | null {
  const plain = text.trim().replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - WIDER))
  const match = /^(\d{1,10}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{0,12}))?\s?(万?)$/.exec(plain)
  if (match === null) return null
  const [, whole = '', decimalsTyped = '', tenThousands] = match
  const rest = decimalsTyped.replace(/0+$/, '')
  const places = decimals + (tenThousands === '' ? 0 : 4)
  return rest.length > places ? null : Number(whole.replace(/,/g, '') + rest.padEnd(places, '0'))
}

/** How far ！ to ～ stand from ! to ~. */
const WIDER = 0xfee0
