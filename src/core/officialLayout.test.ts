import { officialGrid, officialPage, officialSizes, officialTitle } from './officialLayout'

const textArea = {
  width: points(officialPage.width - officialPage.left - officialPage.right),
  height: points(officialPage.height - officialPage.top - officialPage.bottom),
}
const smallestStep = 0.05

test('the margins leave a text area of 156 × 225 mm', () => {
  expect(officialPage.width - officialPage.left - officialPage.right).toBe(156)
  expect(officialPage.height - officialPage.top - officialPage.bottom).toBe(225)
})

test('22 lines fit the page and a line of one step more would make it 21', () => {
  expect(officialGrid.lines * officialGrid.linePt).toBeLessThanOrEqual(textArea.height)
  expect(officialGrid.lines * (officialGrid.linePt + smallestStep)).toBeGreaterThan(textArea.height)
})

test('28 characters fit the line, only because they are set closer, and fill it to less than a character', () => {
  const character = officialSizes.text + officialGrid.letterSpacingPt
  expect(officialGrid.characters * character).toBeLessThanOrEqual(textArea.width)
  expect((officialGrid.characters + 1) * character).toBeGreaterThan(textArea.width)
  expect(officialGrid.characters * (officialSizes.text + officialGrid.letterSpacingPt + smallestStep)).toBeGreaterThan(textArea.width)
})

test('a title line holds as many characters as the title breaker believes', () => {
  const character = officialSizes.title + officialGrid.letterSpacingPt
  expect(Math.floor(textArea.width / character)).toBe(officialTitle.charactersPerLine)
})

function points(millimetres: number): number {
  return (millimetres / 25.4) * 72
}
