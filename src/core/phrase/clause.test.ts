import type { Fact } from './fact'
import { fillForTest, kindsOf, printed } from './fillForTest'

const values = { 零: 0, 三: 3, 五: 5, 百: 100 }

describe('零则略 leaves out the clause and mends the punctuation', () => {
  test.each([
    ['口头{{三}}件，书面{{零|零则略}}件。', '口头3件。'],
    ['口头{{零|零则略}}件，书面{{三}}件。', '书面3件。'],
    ['口头{{三}}件，书面{{零|零则略}}件，其他{{五}}件。', '口头3件，其他5件。'],
    ['口头{{三}}件，书面{{零|零则略}}件；其他{{五}}件。', '口头3件；其他5件。'],
    ['口头{{三}}件；书面{{零|零则略}}件，其他{{五}}件。', '口头3件；其他5件。'],
    ['前面一句。书面{{零|零则略}}件，其他{{五}}件。', '前面一句。其他5件。'],
    ['前面一句。书面{{零|零则略}}件。后面一句。', '前面一句。后面一句。'],
    ['书面{{零|零则略}}件。', ''],
    ['口头{{三}}件，书面{{零|零则略}}件', '口头3件'],
    ['甲{{零|零则略}}件，乙{{零|零则略}}件，丙{{零|零则略}}件。后面一句。', '后面一句。'],
    ['工单{{三}}件、电话{{零|零则略}}件。', '工单3件。'],
    ['工单{{零|零则略}}件、电话{{三}}件。', '电话3件。'],
    ['工单{{三}}件、电话{{零|零则略}}件，来访{{五}}件。', '工单3件，来访5件。'],
    ['受理{{五}}件，工单{{零|零则略}}件、电话{{三}}件。', '受理5件，电话3件。'],
    ['情况如下：工单{{零|零则略}}件，电话{{三}}件。', '情况如下：电话3件。'],
    ['情况如下：工单{{零|零则略}}件；电话{{三}}件。', '情况如下：电话3件。'],
    ['情况如下：工单{{零|零则略}}件。', '情况如下。'],
  ])('%s → %s', (text, expected) => {
    expect(printed(text, values)).toBe(expected)
  })

  test('a rate of nothing is nothing, a zero denominator too', () => {
    expect(printed('受理{{三}}件，化解率{{率(零,零)|零则略}}。', values)).toBe('受理3件。')
    expect(printed('受理{{三}}件，化解率{{率(三,零)|零则略}}。', values)).toBe('受理3件。')
    expect(printed('受理{{三}}件，化解率{{率(零,三)|以上|零则略}}。', values)).toBe('受理3件。')
    expect(printed('受理{{三}}件，化解率{{率(三,三)|以上|零则略}}。', values)).toBe('受理3件，化解率100%。')
  })

  test('a list with nothing in it and an empty text are nothing', () => {
    const none: Fact = { kind: 'list', items: [{ label: '省级', value: 0 }] }
    expect(printed('示范村{{三}}个，其中{{级别|列举("个")|零则略}}。', { ...values, 级别: none })).toBe('示范村3个。')
    expect(printed('示范村{{三}}个，包括{{村名|零则略}}。', { ...values, 村名: { kind: 'text', text: '' } })).toBe('示范村3个。')
  })

  test('a zero that is not asked to go is printed', () => {
    expect(printed('书面{{零}}件，{{零|余}}件。', values)).toBe('书面0件，0件。')
  })

  test('works on each line by itself and through 若', () => {
    expect(printed('甲{{零|零则略}}件，{{若 三>0}}乙{{三}}件{{完}}。\n丙{{零|零则略}}件。\n丁', values)).toBe('乙3件。\n丁')
  })
})

describe('其中 and its like stay for the next clause', () => {
  test.each([
    ['共{{百}}件，其中口头{{零|零则略}}件，书面{{三}}件。', '共100件，其中书面3件。'],
    ['共{{百}}件。其中口头{{零|零则略}}件，书面{{零|零则略}}件，其他{{三}}件。', '共100件。其中其他3件。'],
    ['共{{百}}件，其中，口头{{零|零则略}}件，书面{{三}}件。', '共100件，其中，书面3件。'],
    ['共{{百}}件，其中，口头{{零|零则略}}件；书面{{三}}件。', '共100件，其中，书面3件。'],
    ['共{{百}}件，其中：口头{{零|零则略}}件；书面{{三}}件。', '共100件，其中：书面3件。'],
    ['共{{百}}件，其中简易{{零|零则略}}件，成功{{零|零则略}}件；疑难{{三}}件。', '共100件，其中疑难3件。'],
    ['共{{百}}件，其中口头{{零|零则略}}件。另有{{三}}件。', '共100件。另有3件。'],
    ['共{{百}}件，其中口头{{零|零则略}}件，另有{{三}}件。', '共100件，另有3件。'],
    ['共{{百}}件，另有{{零|零则略}}件未结，已移送{{三}}件。', '共100件，另有已移送3件。'],
    ['共{{百}}件，其中，口头{{零|零则略}}件，书面{{零|零则略}}件。完毕。', '共100件。完毕。'],
    ['共{{百}}件，其中：口头{{零|零则略}}件。', '共100件。'],
  ])('%s → %s', (text, expected) => {
    expect(printed(text, values)).toBe(expected)
  })
})

describe('零则略句 leaves out the whole sentence', () => {
  test.each([
    ['前面一句。另外，移送{{零|零则略句}}件，均已办结。后面一句。', '前面一句。后面一句。'],
    ['前面一句；移送{{零|零则略句}}件，均已办结；后面一句。', '前面一句；后面一句。'],
    ['前面一句；移送{{零|零则略句}}件，均已办结。', '前面一句。'],
    ['移送{{零|零则略句}}件，均已办结', ''],
    ['前面一句。情况是，移送{{零|零则略句}}件，', '前面一句。'],
    ['移送{{零|零则略句}}件，均已办结。后面一句。', '后面一句。'],
    ['移送{{三|零则略句}}件，均已办结。', '移送3件，均已办结。'],
  ])('%s → %s', (text, expected) => {
    expect(printed(text, values)).toBe(expected)
  })
})

describe('what a clause is', () => {
  test('brackets and quotes are not torn', () => {
    expect(printed('化解{{百}}件（口头{{三}}件，书面{{零|零则略}}件），很好。', values)).toBe('化解100件（口头3件），很好。')
    expect(printed('化解{{百}}件（书面{{零|零则略}}件），很好。', values)).toBe('化解100件，很好。')
    expect(printed('办“快调，快解”{{零|零则略}}次，排查{{三}}次。', values)).toBe('排查3次。')
    expect(printed('排查{{三}}次，办（一、二期）{{零|零则略}}次。', values)).toBe('排查3次。')
  })

  test('a quote without its partner does no harm', () => {
    expect(printed('排查“{{三}}次，办{{零|零则略}}次，说{{五}}次。', values)).toBe('排查“3次，说5次。')
    expect(printed('排查{{三}}次），办{{零|零则略}}次。', values)).toBe('排查3次）。')
  })

  test('a 、 inside the name of what is counted is no boundary', () => {
    expect(printed('排查{{三}}次，挂横幅、标语{{零|零则略}}条，办会{{五}}场。', values)).toBe('排查3次，办会5场。')
    expect(printed('化解{{零|零则略}}起纠纷、矛盾，排查{{三}}次。', values)).toBe('排查3次。')
    expect(printed('值班、报送等制度{{零|零则略}}项、机制{{三}}项。', values)).toBe('机制3项。')
  })

  test('a comma inside a number is no boundary', () => {
    expect(printed('排查{{三}}次,发放10,000份资料{{零|零则略}}批。', values)).toBe('排查3次。')
  })

  test('marks that a list prints do not part clauses', () => {
    const levels: Fact = { kind: 'list', items: [{ label: '省级', value: 2 }, { label: '市级', value: 3 }] }
    expect(printed('有{{级别|列举("个","，")}}和{{零|零则略}}个，共{{五}}个。', { ...values, 级别: levels })).toBe('共5个。')
  })
})

describe('bugs once seen', () => {
  test('a full-width comma inside a quoted separator is kept', () => {
    const levels: Fact = { kind: 'list', items: [{ label: '省级', value: 2 }, { label: '市级', value: 3 }] }
    expect(printed('{{级别|列举（“个”，“，”）}}', { 级别: levels })).toBe('省级2个，市级3个')
    expect(printed('{{级别|列举("个",",")}}', { 级别: levels })).toBe('省级2个,市级3个')
  })

  test('dropping a clause does not swallow 其中', () => {
    expect(printed('共{{百}}件，其中口头{{零|零则略}}件，书面{{三}}件。', values)).toBe('共100件，其中书面3件。')
  })

  test('a 、 before a dropped clause gives way to the ， after it', () => {
    expect(printed('工单{{三}}件、电话{{零|零则略}}件，来访{{五}}件。', values)).toBe('工单3件，来访5件。')
  })

  test('a rate below all is never rounded to 100%', () => {
    expect(printed('{{率(甲,乙)|百分(0)}}', { 甲: 651, 乙: 652 })).toBe('99%')
  })
})

test('a heading of which everything was dropped is no block, and a lead without text becomes a heading', () => {
  expect(fillForTest('1.移送{{零|零则略}}件。\n（二）移送{{零|零则略}}件。', values).document.blocks).toEqual([])
  const { document, problems } = fillForTest('（一）化解。移送{{零|零则略}}件。', values)
  expect(document.blocks).toEqual([{ kind: 'heading', level: 2, spans: [{ kind: 'text', text: '（一）化解。' }] }])
  expect(kindsOf(problems)).toEqual([])
})
