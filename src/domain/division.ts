/** 行政区划代码: six digits of a county; the first two are its province, the first four its city. */
export function isDivisionCode(text: string): boolean {
  return /^[1-8]\d{5}$/.test(text)
}

/** What lies above the counties of a database. */
export const COUNTRY = '00'
export const ABOVE = ['city', 'province', 'country'] as const
export type Above = (typeof ABOVE)[number]

/** null: it is no code of a city, a province or the country. */
export function levelOf(scope: string): Above | null {
  if (scope === COUNTRY) return 'country'
  return /^[1-8]\d$/.test(scope) ? 'province' : /^[1-8]\d{3}$/.test(scope) ? 'city' : null
}

export function cityOf(code: string): string {
  return code.slice(0, 4)
}

/** Of a city its province, of a province the country; the country lies in nothing. */
export function divisionAbove(scope: string): string | null {
  switch (levelOf(scope)) {
    case 'city':
      return scope.slice(0, 2)
    case 'province':
      return COUNTRY
    case 'country':
    case null:
      return null
  }
}
