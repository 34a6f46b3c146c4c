import fc from 'fast-check'
import { chineseCount } from '../phrase/chineseNumber'
import { roundNear, roundOver } from '../phrase/numberWords'
import { readNumeral } from './numeral'
import { readNumbers } from './readNumbers'

function read(text: string): readonly (readonly [string, number, number])[] {
  return readNumbers(text).map((each) => [each.text, each.low, each.high])
}

test.each([
  ['签订协议574件', [['574件', 574, 574]]],
  ['调处200余起，其中50余起', [['200余起', 200, 299], ['50余起', 50, 59]]],
  ['260余条、10000余份、1200多人次', [['260余条', 260, 269], ['10000余份', 10000, 19999], ['1200多人次', 1200, 1299]]],
  ['二十余件、十余项、百余人、两万余人次、十几场', [['二十余件', 20, 29], ['十余项', 10, 19], ['百余人', 100, 199], ['两万余人次', 20000, 29999], ['十几场', 10, 19]]],
  ['近千人、近200份、约370万元、上百户', [['近千人', 900, 1000], ['近200份', 180, 200], ['约370万元', 3330000, 4070000], ['上百户', 100, 999]]],
  ['3万余份、2.8万多份、3.5万份、1亿元', [['3万余份', 30000, 39999], ['2.8万多份', 28000, 28999], ['3.5万份', 34500, 35999], ['1亿元', 50000000, 199999999]]],
  ['每场都满，服务300人以上、不足20户、50件左右', [['300人以上', 300, Infinity], ['不足20户', 0, 20], ['50件左右', 45, 55]]],
  ['3—5名、３至５场次', [['3—5名', 3, 5], ['3至5场次', 3, 5]]],
  ['1,234件、652 起', [['1,234件', 1234, 1234], ['652 起', 652, 652]]],
  ['召开会议三次，二十件。', [['三次', 3, 3], ['二十件', 20, 20]]],
  ['数十名、几百份', [['数十名', 10, 99], ['几百份', 100, 999]]],
  ['附近3个村，签约20户', [['3个', 3, 3], ['20户', 20, 20]]],
  ['口头、书面分别为300、200、152起', [['300', 300, 300], ['200', 200, 200], ['152起', 152, 152]]],
  ['成功率98.5%，满意率100％', [['98.5%', 98.45, 98.5999], ['100%', 100, 100]]],
  ['百分之百，95%以上', [['百分之百', 100, 100], ['95%以上', 95, Infinity]]],
  ['占比九成。增长1.5倍', [['九成', 85, 100], ['1.5倍', 145, 160]]],
] as const)('%s is read', (text, expected) => {
  const found = read(text)
  expect(found.map(([said]) => said)).toEqual(expected.map(([said]) => said))
  found.forEach(([, low, high], index) => {
    expect(low).toBeCloseTo(expected[index]![1], 6)
    if (high !== Infinity || expected[index]![2] !== Infinity) expect(high).toBeCloseTo(expected[index]![2], 6)
  })
})

test.each([
  '2023年，3月20日上午8时30分，2024年1月至12月', '青政发〔2026〕1号、〔2026〕12条', '第一议题，第3次会议，第12条', '三项制度、五大类人员、三级网格、一站式、两名干部、一村一警、双随机一公开',
  '“五个一”“最多跑一次”“三会一课”，“八五”普法', '12345热线、12348平台、拨打110、12345件', '0375-5012345，15812345678', '一、二、（一）1. 2。', '《民法典》1079条、《条例》3项',
  '历时3个月、30个工作日、5个百分点', '每月1次，每周不少于2次，每季度召开一次会议，每个小组为1个网格，平均每村3场', '123（乡、总支、村）级网格', '年满60岁，全长5公里', '和群众一起，一件事，一下子，多次，首家',
  '前两名、前3位', '“6·26”禁毒日、4·15安全日', '80后、00后', 'AB岗、B5张', '35条件', '1项目',
])('%s counts nothing', (text) => {
  expect(read(text)).toEqual([])
})

test('numerals in characters are read as they are written', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 99_999_999 }), (value) => readNumeral(chineseCount(value)) === value))
})

test('what 余 and 近 print contains the number they were made of', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), (value) => {
      const [over, near] = [roundOver(value, null), roundNear(value, null)]
      const words = [`${over.base}${over.side === 'over' ? '余' : ''}起`, `${near.side === 'under' ? '近' : ''}${near.base}起`, `${chineseCount(value)}件，`]
      return words.every((said) => readNumbers(`有${said}`).every((each) => each.low <= value && value <= each.high))
    }),
  )
})

test('a number stands where it says it stands', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('近', '余', '3', '20', '万', '起', '人次', '%', '百分之', '九成', '，', '“', '”', '分别为', '、', '二十', '增长', '倍', ' ')), (pieces) => {
      const text = pieces.join('')
      return readNumbers(text).every((each) => text.slice(each.from, each.to) === each.text && each.low <= each.high)
    }),
    { numRuns: 2000 },
  )
})
