import { PAGES } from '../../src/components/pageNames'
import { TABS } from '../../src/components/tabs'
import { demoAddress, openBrowser } from '../h5/window'
import { learn } from './learn'
import { SCREENS } from './screens'
import { walk, type Line, type Walk } from './walk'

const AT_ONCE = 2

/**
 * Every page, as its people open it: read by axe-core, measured for fingers, for words that are cut off and for anything wider than the
 * window, in each of these looks. A failing run lists what to mend.
 */
export function testEveryPage({ looks, isCold }: Pick<Walk, 'looks' | 'isCold'>, time: number): void {
  const found: Line[] = []
  beforeAll(async () => {
    const browser = await openBrowser()
    const round = { browser, address: demoAddress(), known: await learn(demoAddress()), looks, isCold, tell: (line: Line) => found.push(line) }
    const people = [...new Set(SCREENS.map(({ as }) => as))].map((as) => SCREENS.filter((screen) => screen.as === as)).sort((a, b) => b.length - a.length)
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let screens = people.shift(); screens !== undefined; screens = people.shift()) await walk(round, screens)
    }))
    await browser.close()
  }, time)

  const ofRules = (rules: RegExp): readonly Line[] => found.filter((line) => rules.test(line.split(' | ')[1] ?? ''))

  test('every page is among the screens', () => {
    const seen = new Set<string>(SCREENS.map(({ page }) => page))
    expect([...Object.keys(PAGES), ...TABS.map(({ name }) => name)].filter((page) => !seen.has(page))).toEqual([])
  })

  test('every page starts and shows what it is for, without an error', () => {
    expect(ofRules(/^(missing|error|page)$/)).toEqual([])
  })

  test('axe-core has no serious or critical finding on any page, at normal and at largest text; colours hold in the dark', () => {
    expect(ofRules(/^axe /)).toEqual([])
  })

  test('nothing is wider than the window, at normal text and at largest', () => {
    expect(ofRules(/^sideways$/)).toEqual([])
  })

  test('whatever can be tapped says what it is, and is large enough for a finger', () => {
    expect(ofRules(/^(finger|role)$/)).toEqual([])
  })

  test('no words are cut off, end in an ellipsis or stand over others', () => {
    expect(ofRules(/^(clipped|over)$/)).toEqual([])
  })

  test('the one button can be reached, and what is docked leaves the page its room', () => {
    expect(ofRules(/^(primary|docked)$/)).toEqual([])
  })
}
