import fc from 'fast-check'
import { readNumbers } from '../textCheck/readNumbers'
import { chineseCount } from './chineseNumber'
import { number, printed, ratio } from './fillForTest'
import { atLeastText, digitsOf, percentText, roundNear, roundOver } from './numberWords'
import type { Style } from './styles'
import { wordsFor } from './words'

const upTo20000 = Array.from({ length: 20_001 }, (_, value) => value)

describe('余', () => {
  test.each([
    [0, '', '0'], [2, '', '2'], [5, '', '5'], [9, '', '9'], [10, '', '10'], [11, '', '10余'], [13, '', '10余'], [20, '', '20'],
    [29, '', '20余'], [99, '', '90余'], [100, '', '100'], [101, '', '100余'], [103, '', '100余'], [212, '', '210余'],
    [260, '', '260'], [264, '', '260余'], [312, '', '310余'], [920, '', '920'], [927, '', '920余'], [2000, '', '2000'],
    [2075, '', '2000余'], [3124, '', '3100余'], [10_000, '', '10000'], [10_350, '', '10000余'], [12_345, '', '12000余'],
    [212, '(百)', '200余'], [812, '(百)', '800余'], [812, '(100)', '800余'], [99, '(百)', '99'], [264, '(十)', '260余'],
    [7, '(十)', '7'], [10_350, '(千)', '10000余'], [23_600, '(万)', '20000余'], [10_350, '(十)', '10350'],
  ])('prints %d with 余%s as %s', (value, place, expected) => {
    expect(printed(`{{数|余${place}}}`, { 数: value })).toBe(expected)
  })

  test('is never above the number, stands exactly where something was cut, and never below 11', () => {
    const wrong = upTo20000.filter((value) =>
      [null, 10, 100, 1000].some((place) => {
        const { base, side } = roundOver(value, place)
        return base > value || (side === 'over') !== base < value || side === 'under' || (value < 11 && side !== 'exact')
      }),
    )
    expect(wrong).toEqual([])
  })

  test('names a range that holds the number: the unit is that of the last digit that is not zero', () => {
    const wrong = upTo20000.filter((value) => {
      const { base, side } = roundOver(value, null)
      const unit = 10 ** (/0*$/.exec(String(base))?.[0].length ?? 0)
      return side === 'over' && value >= base + unit
    })
    expect(wrong).toEqual([])
  })

  test('cuts decimals without claiming more than there is', () => {
    expect(roundOver(264.5, null)).toEqual({ base: 260, side: 'over' })
    expect(roundOver(260.5, null)).toEqual({ base: 260, side: 'over' })
    expect(roundOver(10.5, null)).toEqual({ base: 10.5, side: 'exact' })
  })
})

describe('近', () => {
  test.each([
    [198, '', '近200'], [190, '', '近200'], [189, '', '189'], [185, '', '185'], [652, '', '652'], [200, '', '200'], [0, '', '0'],
    [9, '', '9'], [19, '', '近20'], [980, '', '近1000'], [9600, '', '近10000'], [652, '(十)', '近660'], [1190, '(百)', '近1200'],
  ])('prints %d with 近%s as %s', (value, place, expected) => {
    expect(printed(`{{数|近${place}}}`, { 数: value })).toBe(expected)
  })

  test('is above the number by at most a twentieth', () => {
    const wrong = upTo20000.filter((value) => {
      const { base, side } = roundNear(value, null)
      return side === 'under' ? base <= value || (base - value) * 20 > base : base !== value
    })
    expect(wrong).toEqual([])
  })
})

describe('万 and 汉字', () => {
  test.each([
    [10_350, '余|万', '1万余'], [10_000, '余|万', '1万'], [23_600, '万', '2.36万'], [9999, '万', '9999'], [12_345, '余|万', '1.2万余'],
    [198_000, '近|万', '近20万'], [24, '余|汉字', '二十余'], [20, '余|汉字', '二十'], [13, '余|汉字', '十余'], [105, '汉字', '一百零五'],
    [20_350, '余|万|汉字', '两万余'], [23_600, '汉字', '两万三千六百'], [198, '近|汉字', '近二百'], [0, '汉字', '零'],
    [652, '', '652'], [12_345, '', '12345'], [0, '', '0'],
  ])('prints %d with %s as %s', (value, styles, expected) => {
    expect(printed(styles === '' ? '{{数}}' : `{{数|${styles}}}`, { 数: value })).toBe(expected)
  })

  test.each([
    [2, '两'], [10, '十'], [12, '十二'], [22, '二十二'], [110, '一百一十'], [200, '二百'], [1010, '一千零一十'], [2000, '两千'],
    [10_015, '一万零一十五'], [22_000, '两万二千'], [120_000, '十二万'], [100_000_005, '一亿零五'], [100_005_000, '一亿零五千'],
    [3.25, '三点二五'], [-3, '-3'], [1e12, '1000000000000'],
  ])('says %d as %s', (value, expected) => {
    expect(chineseCount(value)).toBe(expected)
  })

  test('gives every number its own words', () => {
    expect(new Set(upTo20000.map(chineseCount)).size).toBe(upTo20000.length)
  })
})

describe('百分', () => {
  test.each([
    [59, 60, 2, '98.33%'], [652, 652, 2, '100%'], [0, 60, 2, '0%'], [651, 652, 0, '99%'], [9999, 10_000, 1, '99.9%'], [99_999, 100_000, 2, '99.99%'],
    [842, 869, 1, '96.9%'], [648, 652, 2, '99.39%'], [19, 20, 2, '95%'], [1, 200, 0, '1%'], [1, 201, 0, '不足1%'], [1, 100_000, 2, '不足0.01%'],
    [1, 2001, 1, '不足0.1%'], [1, 8, 2, '12.5%'], [1, 3, 4, '33.3333%'],
  ])('prints %d of %d with %d decimals as %s', (part, whole, decimals, expected) => {
    expect(printed(`{{率(甲,乙)|百分(${decimals})}}`, { 甲: part, 乙: whole })).toBe(expected)
  })

  test('with two decimals is how a rate is printed when no style is given', () => {
    expect(printed('{{率(甲,乙)}} {{丙}}', { 甲: 59, 乙: 60, 丙: ratio(652, 652) })).toBe('98.33% 100%')
  })

  test('is within half a unit of the true rate, 100% only for all and 0% only for none', () => {
    const rates = fc.integer({ min: 1, max: 1_000_000_000 }).chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole)))
    fc.assert(
      fc.property(rates, fc.integer({ min: 0, max: 4 }), ([part, whole], decimals) => {
        const text = percentText(part, whole, decimals)
        expect(text === '100%').toBe(part === whole)
        expect(text === '0%').toBe(part === 0)
        const unit = 1 / 10 ** decimals
        const said = Number(text.replace(/[不足%]/g, ''))
        if (text.startsWith('不足')) expect((part / whole) * 100).toBeLessThan(said)
        else if (said < 100 - unit && said > 0) expect(Math.abs(said - (part / whole) * 100)).toBeLessThanOrEqual(unit / 2 + 1e-9)
      }),
    )
  })
})

describe('以上', () => {
  test.each([
    [59, 60, '', '95%以上'], [59, 60, '(1)', '98%以上'], [57, 60, '', '95%以上'], [57, 60, '(1)', '95%以上'], [652, 652, '', '100%'],
    [651, 652, '', '95%以上'], [651, 652, '(1)', '99%以上'], [1, 60, '', '1.67%'], [0, 60, '', '0%'], [9, 10, '(10)', '90%以上'],
  ])('prints %d of %d with 以上%s as %s', (part, whole, step, expected) => {
    expect(printed(`{{率(甲,乙)|以上${step}}}`, { 甲: part, 乙: whole })).toBe(expected)
  })

  test('is never above the true rate', () => {
    const pairs = upTo20000.map((index) => ({ whole: 1 + Math.floor(index / 141), part: index % 141 })).filter(({ part, whole }) => part <= whole)
    const wrong = pairs.filter(({ part, whole }) =>
      [1, 5].some((step) => {
        const text = atLeastText(part, whole, step)
        return (text === '100%') !== (part === whole) || (text.endsWith('以上') && parseInt(text, 10) * whole > part * 100)
      }),
    )
    expect(wrong).toEqual([])
  })
})

test('sums and rates use the exact numbers, not the printed ones', () => {
  const text = '{{甲|余}}、{{乙|余}}、{{丙}}共{{合计(甲,乙,丙)|余}}，{{甲+乙-丙}}，{{率(甲,合计(甲,乙))|百分(0)}}'
  expect(printed(text, { 甲: 55, 乙: 98, 丙: 60 })).toBe('50余、90余、60共210余，93，36%')
})

test('decimals show no binary dust', () => {
  expect(digitsOf(0.1 + 0.2)).toBe('0.3')
  expect(printed('{{甲+乙}}', { 甲: 0.1, 乙: number(0.2) })).toBe('0.3')
})

describe('for every number up to 20,000', () => {
  test('what is printed names a range, as a reader understands it, that holds the number', () => {
    const styles: readonly (readonly Style[])[] = [
      [{ kind: 'over', place: null }], [{ kind: 'over', place: 100 }], [{ kind: 'over', place: 1000 }], [{ kind: 'over', place: null }, { kind: 'tenThousand' }],
      [{ kind: 'near', place: null }], [{ kind: 'over', place: null }, { kind: 'characters' }], [],
    ]
    // Hotlines are no counts to a reader.
    const read = upTo20000.filter((value) => (value <= 1300 || value % 23 === 0) && ![12309, 12345, 12348, 12388].includes(value))
    const wrong = styles.flatMap((each) => read.filter((value) => {
      const words = wordsFor({ kind: 'number', value }, each)
      const [count, ...more] = words.ok ? readNumbers(`共${words.text}起矛盾纠纷`) : []
      // The text check reads small numbers in characters only where a phrase ends with them.
      if (count === undefined && each.some((style) => style.kind === 'characters')) return false
      return count?.kind !== 'count' || more.length > 0 || count.low > value || count.high < value
    }))
    expect(wrong).toEqual([])
  })

  test('以上 is never above the true rate, and 100% is said of all and of nothing else', () => {
    const wrong = upTo20000.slice(1).filter((whole) =>
      [whole - 1, Math.ceil(whole * 0.95), whole].some((part) => [1, 5].some((step) => {
        const texts = [atLeastText(part, whole, step), ...[0, 2].map((decimals) => percentText(part, whole, decimals))]
        const [atLeast = ''] = texts
        return texts.some((text) => (text === '100%') !== (part === whole)) || (atLeast.endsWith('以上') && parseInt(atLeast, 10) * whole > part * 100)
      })),
    )
    expect(wrong).toEqual([])
  })
})
