import { parseTemplate } from './template'
import { typedNumbers } from './typedNumbers'

function typed(text: string): readonly string[] {
  return typedNumbers(parseTemplate(text).template).map((each) => text.slice(each.start, each.end))
}

test.each([
  ['调解纠纷652起，成功率100%。', ['652起', '100%']],
  ['养老信息5余条，补贴信息２余条', ['5余条', '２余条']],
  ['资料10,000余份，覆盖2.8万多人次，投入3.5万元', ['10,000余份', '2.8万多人次', '3.5万元']],
  ['化解二十余件、十余项，万余人次', ['二十余件', '十余项', '万余人次']],
  ['结果：5起；公开310余次、920余条', ['5起', '310余次', '920余条']],
  ['1. 5个村打造阵地', ['5个']],
  ['占比95.5％以上', ['95.5％']],
  ['三十二名调解员，十五起、一百零五起，八十六万元', ['三十二名', '十五起', '一百零五起', '八十六万元']],
  ['近千人参与，数十名乡贤，上百场院坝会，十几场讲座', ['近千人', '数十名', '上百场', '十几场']],
  ['每村选聘20—30名，提高2.3个百分点，金额壹佰贰拾万元，占百分之二十', ['20—30名', '2.3个百分点', '壹佰贰拾万元', '百分之二十']],
])('%s holds typed numbers', (text, expected) => {
  expect(typed(text)).toEqual(expected)
})

test.each([
  '2023年，3月20日上午8时30分', '2023年度、2024年1月至12月', '回应12345工单，12348热线', '12345件', '“6·26”禁毒日、“4·15”安全日、12·4宪法日',
  '“八五”普法、三项制度、五大类人员、一村一警、双随机一公开', '第3次会议、第65条', '1. 学法\n（1）用法\n2.普法', '123（乡、总支、村）级网格', '每月1次，每周2次，每个小组为1个网格',
  '第33个国家宪法日，镇政〔2024〕3号，第二十九条，“1+3+N”，“五个一”，12348、110', '千家万户、一站式、十四五、二十条措施、十项承诺、三十个工作日、十二个月', '约占三分之一',
  '历时3个月、30个工作日', '两名干部、一个村', 'B5张', '调解{{纠纷.总数}}起，{{甲|余(100)}}条',
])('%s holds none', (text) => {
  expect(typed(text)).toEqual([])
})

test('they are found in both branches and in loops, at their lines, as remarks', () => {
  const text = '甲\n{{若 甲>0}}有3件{{否则}}\n有4件{{完}}{{每 名单}}5人{{完}}'
  expect(typedNumbers(parseTemplate(text).template)).toMatchObject([
    { kind: 'typed-number', level: 'remark', line: 2, message: '“3件”是手填的数，请改成指标，或者确认。' },
    { line: 3, message: '“4件”是手填的数，请改成指标，或者确认。' },
    { line: 3, message: '“5人”是手填的数，请改成指标，或者确认。' },
  ])
  expect(typed(text)).toEqual(['3件', '4件', '5人'])
})
