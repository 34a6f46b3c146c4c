import type { Fact } from './fact'
import { fill } from './fill'
import { fillForTest, kindsOf, number, printed, ratio } from './fillForTest'
import { parseTemplate } from './template'

describe('sentences with the figures of real yearly reports', () => {
  test('a township that settled everything', () => {
    const text = '全年受理纠纷{{纠纷.总数}}起，成功化解{{纠纷.成功}}起，成功率{{率(纠纷.成功,纠纷.总数)}}，口头协议{{纠纷.协议[形式=口头]}}件，书面协议{{纠纷.协议[形式=书面]}}件。'
    const values = { '纠纷.总数': 652, '纠纷.成功': 652, '纠纷.协议[形式=口头]': 574, '纠纷.协议[形式=书面]': 78 }
    expect(printed(text, values)).toBe('全年受理纠纷652起，成功化解652起，成功率100%，口头协议574件，书面协议78件。')
  })

  test('outreach in round numbers', () => {
    const text = '办活动{{普法.活动|余}}场，挂横幅{{普法.横幅+普法.电子屏|余}}条，发资料{{普法.资料|余}}份。'
    const values = { '普法.活动': 13, '普法.横幅': 200, '普法.电子屏': 64, '普法.资料': 10_350 }
    expect(printed(text, values)).toBe('办活动10余场，挂横幅260余条，发资料10000余份。')
  })

  test('disputes by difficulty, each with its rate', () => {
    const text = [
      '受理{{合计(难度.简易,难度.一般,难度.疑难)|余(百)}}起，',
      '简易{{难度.简易|余}}起、成功率{{率(成功.简易,难度.简易)|以上}}；',
      '一般{{难度.一般|余}}起；疑难{{难度.疑难|余}}起，成功{{成功.疑难}}起，成功率{{率(成功.疑难,难度.疑难)|以上}}。',
    ].join('')
    const values = { '难度.简易': 55, '成功.简易': 55, '难度.一般': 98, '难度.疑难': 60, '成功.疑难': 59 }
    expect(printed(text, values)).toBe('受理200余起，简易50余起、成功率100%；一般90余起；疑难60起，成功59起，成功率95%以上。')
  })

  test('one-digit numbers are never rounded', () => {
    expect(printed('养老{{甲|余}}条，救灾{{乙|余}}条，文化{{丙|余}}条', { 甲: 5, 乙: 2, 丙: 0 })).toBe('养老5条，救灾2条，文化0条')
  })

  test('two measures in one clause, numbers in characters, a list by level', () => {
    const levels: Fact = { kind: 'list', items: [['国家级', 1], ['省级', 2], ['市级', 3], ['县级', 0]].map(([label, value]) => ({ label: String(label), value: Number(value) })) }
    const text = '发布{{公开.次数|余}}次、{{公开.条数|余}}条；律师调解{{律师.调解|余|汉字}}件；示范村{{村.示范|列举("个","，")}}。'
    const values = { '公开.次数': 314, '公开.条数': 927, '律师.调解': 24, '村.示范': levels }
    expect(printed(text, values)).toBe('发布310余次、920余条；律师调解二十余件；示范村国家级1个，省级2个，市级3个。')
  })

  test('names of the report itself and days', () => {
    const values: Record<string, Fact> = { 年度: number(2023), 乡镇: { kind: 'text', text: '青石乡' }, 截至日: { kind: 'day', day: '2023-12-05' } }
    expect(printed('{{乡镇}}{{年度}}年，截至{{截至日}}（{{截至日|月日}}）', values)).toBe('青石乡2023年，截至2023年12月5日（12月5日）')
  })
})

describe('若', () => {
  const cover = '{{若 村.示范=村.数}}实现全覆盖{{否则}}还差{{村.数-村.示范}}个{{完}}。'

  test('prints one of its two texts', () => {
    expect(printed(cover, { '村.示范': 22, '村.数': 22 })).toBe('实现全覆盖。')
    expect(printed(cover, { '村.示范': 20, '村.数': 22 })).toBe('还差2个。')
  })

  test.each([
    ['甲=3', true], ['甲≠3', false], ['甲!=3', false], ['甲>2', true], ['甲<2', false], ['甲≥3', true], ['甲>=4', false], ['甲≤3', true], ['甲<=2', false],
    ['甲>2且乙>0', false], ['甲>2或乙>0', true], ['非 乙>0', true], ['非（乙=0）', false], ['非（乙=0 或 甲=0）且甲=3', false], ['甲+乙>2', true],
    ['(甲+乙)>2', true], ['甲=0或乙=0且甲=3', true], ['(甲=0或乙=0)且甲=4', false], ['率(甲,4)>=75%', true], ['率(甲,4)>75%', false],
    ['乙>0 且 率(甲,乙)=100%', false], ['非 非 甲=3', true], ['甲＞＝３', true],
  ])('%s is %s for 甲=3 乙=0', (condition, held) => {
    expect(printed(`{{若 ${condition}}}是{{否则}}否{{完}}`, { 甲: 3, 乙: 0 })).toBe(held ? '是' : '否')
  })

  test('may hold whole paragraphs and other blocks', () => {
    const text = '首段。\n{{若 甲>0}}\n（一）有\n有{{甲}}件{{若 甲>5}}，很多{{完}}。\n{{否则}}\n没有。\n{{完}}\n末段。'
    expect(printed(text, { 甲: 3 })).toBe('首段。\n（一）有\n有3件。\n末段。')
    expect(printed(text, { 甲: 8 })).toBe('首段。\n（一）有\n有8件，很多。\n末段。')
    expect(printed(text, { 甲: 0 })).toBe('首段。\n没有。\n末段。')
  })
})

describe('每', () => {
  const studies: Fact = {
    kind: 'items',
    items: [
      { 日期: { kind: 'day', day: '2023-03-20' }, 题目: { kind: 'text', text: '公务员法' }, 人次: number(58) },
      { 日期: { kind: 'day', day: '2023-07-24' }, 题目: { kind: 'text', text: '反有组织犯罪法' }, 人次: number(103) },
    ],
  }

  test('goes through the items with a separator between them', () => {
    const text = '学习：{{每 学习.场次 以“；”隔}}{{日期|月日}}学《{{题目}}》，{{人次|余}}人次{{完}}。'
    expect(printed(text, { '学习.场次': studies })).toBe('学习：3月20日学《公务员法》，50余人次；7月24日学《反有组织犯罪法》，100余人次。')
  })

  test('without a separator gives each item its own paragraph; with one, lines inside do not tear it', () => {
    expect(printed('{{每 场次}}\n{{题目}}。\n{{完}}', { 场次: studies })).toBe('公务员法。\n反有组织犯罪法。')
    expect(printed('{{每 场次 以“、”隔}}\n{{题目}}\n{{完}}', { 场次: studies })).toBe('公务员法、反有组织犯罪法')
  })

  test('sees figures outside the list, and a field of the item goes before a figure of the same name', () => {
    expect(printed('{{每 场次 以“，”隔}}{{年度}}{{题目}}{{完}}', { 场次: studies, 年度: 2023, 题目: 9 })).toBe('2023公务员法，2023反有组织犯罪法')
  })

  test('goes through a list inside an item, which still sees the fields of the item around it', () => {
    const villages: Fact = {
      kind: 'items',
      items: [{ 村: { kind: 'text', text: '东村' }, 阵地: { kind: 'items', items: [{ 名: { kind: 'text', text: '广场' } }, { 名: { kind: 'text', text: '长廊' } }] } }],
    }
    expect(printed('{{每 名单}}{{每 阵地 以“、”隔}}{{村}}{{名}}{{完}}{{完}}', { 名单: villages })).toBe('东村广场、东村长廊')
  })

  test('reads without spaces, and a name may begin with 每', () => {
    expect(printed('{{每场次以：“；”隔开}}{{题目}}{{完}}', { 场次: studies })).toBe('公务员法；反有组织犯罪法')
    expect(printed('{{每周例会.次数}}次', { '每周例会.次数': 40 })).toBe('40次')
  })

  test('a list counts as the number of its items', () => {
    expect(printed('{{若 场次>0}}{{场次}}场{{完}}', { 场次: studies })).toBe('2场')
  })

  test('an empty list is remarked on, and a 若 around it silences the remark', () => {
    const none: Fact = { kind: 'items', items: [] }
    expect(kindsOf(fillForTest('学习：{{每 场次}}{{题目}}{{完}}。', { 场次: none }).problems)).toEqual(['empty-loop'])
    expect(printed('好。{{若 场次>0}}学习：{{每 场次}}{{题目}}{{完}}。{{完}}', { 场次: none })).toBe('好。')
  })

  test('a loop in a loop in a loop ends', () => {
    const many: Fact = { kind: 'items', items: Array.from({ length: 300 }, () => ({ 题目: number(1) })) }
    const filled = fillForTest(`${'{{每 场次}}'.repeat(6)}{{题目}}${'{{完}}'.repeat(6)}`, { 场次: many })
    expect(kindsOf(filled.problems)).toEqual(['too-much'])
  })
})

describe('spans', () => {
  test('carry what was asked, every figure used with its exact value, and the exact result', () => {
    const { document } = fillForTest('共 {{ 合计（纠纷．总数，说事.件数）｜余 }}件', { '纠纷.总数': 212, '说事.件数': 52 })
    expect(document.blocks).toEqual([
      {
        kind: 'paragraph',
        spans: [
          { kind: 'text', text: '共 ' },
          {
            kind: 'printed', text: '260余', source: '合计(纠纷.总数,说事.件数)|余', exact: 264,
            figures: [{ key: '纠纷.总数', value: 212 }, { key: '说事.件数', value: 52 }],
          },
          { kind: 'text', text: '件' },
        ],
      },
    ])
  })

  test('of a ratio, a narrowing, a list, a loop and a day', () => {
    const values = {
      '纠纷.成功率[难度=疑难]': ratio(59, 60),
      级别: { kind: 'list', items: [{ label: '省级', value: 2 }, { label: '市级', value: 3 }] } as const,
      名单: { kind: 'items', items: [{ 人次: number(7) }] } as const,
      截至日: { kind: 'day', day: '2023-12-31' } as const,
    }
    const { document } = fillForTest('{{纠纷.成功率[难度=疑难]|以上}}{{级别|列举("个")}}{{每 名单}}{{人次}}{{完}}{{截至日}}', values)
    const spans = document.blocks.flatMap((block) => (block.kind === 'paragraph' ? block.spans : []))
    expect(spans.map((span) => (span.kind === 'printed' ? [span.text, span.figures, span.exact] : []))).toEqual([
      ['95%以上', [{ key: '纠纷.成功率[难度=疑难]', value: 59, of: 60 }], 59 / 60],
      ['省级2个，市级3个', [{ key: '级别', value: 5 }], null],
      ['7', [{ key: '名单#1.人次', value: 7 }], 7],
      ['2023年12月31日', [], null],
    ])
  })

  test('a figure used twice in one expression is listed once', () => {
    const { document } = fillForTest('{{率(甲,甲+乙)}}', { 甲: 1, 乙: 1 })
    expect(document.blocks).toMatchObject([{ spans: [{ figures: [{ key: '甲', value: 1 }, { key: '乙', value: 1 }], exact: 0.5 }] }])
  })
})

test('what a value prints makes no heading, no new line and parts no clause', () => {
  const values = { 名: { kind: 'text', text: '一、甲\n# 乙，丙' } as const, 数: 0 }
  expect(fillForTest('{{名}}', values).document.blocks).toMatchObject([{ kind: 'paragraph', spans: [{ text: '一、甲 # 乙，丙' }] }])
  expect(printed('有3件，{{名}}办{{数|零则略}}件。', values)).toBe('有3件。')
})

test('facts are asked once for each key', () => {
  const asked: string[] = []
  const { template } = parseTemplate('{{甲}}{{甲[丙=丁]}}{{若 甲>0}}{{甲|余}}{{否则}}{{甲[丙=丁]}}{{完}}')
  fill(template, (reference) => {
    asked.push(reference.key)
    return number(1)
  })
  expect(asked).toEqual(['甲', '甲[丙=丁]'])
})

test('a condition decides without asking what no longer matters', () => {
  expect(printed('{{若 乙=0 或 率(甲,乙)<90%}}要努力{{否则}}很好{{完}}', { 甲: 0, 乙: 0 })).toBe('要努力')
})
