import { grouped, readNumber } from './numberText'

/** Yuan as typed → fen; null when it is no amount. */
export function fenOf(text: string): number | null {
  return readNumber(text, 2)
}

/** Fen → yuan as one types it: 120050 → 1200.5. */
export function yuanText(fen: number): string {
  const [yuan, rest] = [Math.floor(fen / 100), fen % 100]
  return rest === 0 ? String(yuan) : `${yuan}.${String(rest).padStart(2, '0').replace(/0$/, '')}`
}

/** Fen → yuan as one reads it: 1,200.50 元. */
export function moneyText(fen: number): string {
  const [yuan, rest] = [Math.floor(fen / 100), fen % 100]
  return `${grouped(yuan)}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`} 元`
}
