import { fillForTest, kindsOf, printed } from './fillForTest'
import { namesUsed, parseTemplate } from './template'
import { typedNumbers } from './typedNumbers'

function messages(text: string, values = {}): readonly string[] {
  return fillForTest(text, values).problems.map((each) => each.message)
}

describe('names', () => {
  test('have a canonical key: conditions and values sorted, half-width, without spaces', () => {
    const { template } = parseTemplate('{{ 纠纷 . 总数【难度＝疑难／一般，结果=成功】 ｜余}}{{率(a。b,c[d="e,f"])}}')
    expect(namesUsed(template).map((each) => each.key)).toEqual(['纠纷.总数[结果=成功,难度=一般/疑难]', 'a.b', 'c[d="e,f"]'])
    expect(namesUsed(template)[0]).toMatchObject({
      name: '纠纷.总数', narrow: [{ field: '难度', values: ['疑难', '一般'] }, { field: '结果', values: ['成功'] }], line: 1, start: 3, end: 26, loop: null,
    })
  })

  test('keep the brackets of a label as written', () => {
    expect(namesUsed(parseTemplate('{{甲[来源=其他（请注明）]}}').template)[0]?.narrow).toEqual([{ field: '来源', values: ['其他（请注明）'] }])
  })

  test('are found in conditions, both branches, loops and broken placeholders, with their places', () => {
    const text = '{{若 甲>乙}}{{丙}}{{否则}}{{丁|于}}{{完}}\n{{每 戊 以“；”隔}}{{己}}{{完}}{{庚+}}'
    const names = namesUsed(parseTemplate(text).template)
    expect(names.map((each) => [each.key, each.line, each.loop])).toEqual([
      ['甲', 1, null], ['乙', 1, null], ['丙', 1, null], ['丁', 1, null], ['戊', 2, null], ['己', 2, '戊'], ['庚', 2, null],
    ])
    for (const each of names) expect(text.slice(each.start, each.end)).toBe(each.name)
  })
})

describe('what is wrong is said in words, at its place, with what to do', () => {
  test.each([
    ['{{纠纷.总数', 'unclosed-placeholder', '“{{”没有收尾，请在指标后面补上“}}”。'],
    ['{{纠纷.总数}起', 'unclosed-placeholder', '“{{”没有收尾，请在指标后面补上“}}”。'],
    ['纠纷.总数}}起', 'stray-brace', '多出一个“}}”，前面没有“{{”，请删去或补上“{{”。'],
    ['{纠纷.总数', 'stray-brace', '单独一个“{”不起作用，指标要写成“{{指标}}”，不用请删去。'],
    ['{{}}', 'empty-placeholder', '“{{}}”里面是空的，请写上指标或删去。'],
    ['{{若 纠纷.总数>0}}有', 'unclosed-block', '这里开始的一段没有“{{完}}”，请在这一段后面补上。'],
    ['有{{完}}', 'stray-block-word', '多出一个“{{完}}”，前面没有“若”或“每”，请删去。'],
    ['有{{否则}}', 'stray-block-word', '这个“{{否则}}”没有对应的“{{若 …}}”，请删去或补上。'],
    ['{{若 纠纷.总数>0}}{{否则 纠纷.总数>5}}{{完}}', 'bad-condition', '“否则”后面不能再写条件，请在它后面另写“{{若 …}}…{{完}}”。'],
    ['{{纠纷.总数|于}}', 'unknown-style', '没有叫“于”的写法，可以用：余、近、以上、百分、汉字、万、月日、年月日、列举、零则略、零则略句。'],
    ['{{纠纷.总数|}}', 'bad-style', '“|”后面没有写法，请补上或删去“|”。'],
    ['{{纠纷.总数|余(七)}}', 'bad-style', '“余”后面的括号不对，可以写：余、余(百)。'],
    ['{{纠纷.总数|余(constructor)}}', 'bad-style', '“余”后面的括号不对，可以写：余、余(百)。'],
    ['{{纠纷.总数|余(百}}', 'bad-style', '“余”后面的括号不对，可以写：余、余(百)。'],
    ['{{纠纷.总数|余|近}}', 'style-conflict', '“余”和“近”不能同时用，请删去一个。'],
    ['{{纠纷.总数|余|余(百)}}', 'style-conflict', '写法“余”写了两次，请删去一个。'],
    ['{{纠纷.总数 余}}', 'bad-expression', '写法“余”前面要加“|”。'],
    ['{{纠纷.总数+}}', 'bad-expression', '算式没有写完，请补上指标。'],
    ['{{合计(纠纷.总数,}}', 'bad-expression', '算式没有写完，请补上指标。'],
    ['{{合计(纠纷.总数}}', 'bad-expression', '“合计”的括号没有收尾，请补上“）”。'],
    ['{{率(纠纷.总数)}}', 'bad-expression', '“率”要写两个数：率(分子,分母)，例如 率(纠纷.成功,纠纷.调结)。'],
    ['{{平均(纠纷.总数)}}', 'bad-expression', '没有叫“平均”的算法，可以用：合计(甲,乙)、率(甲,乙)。'],
    ['{{“纠纷.总数”}}', 'bad-expression', '这里要写指标，指标名不加引号。'],
    ['{{纠纷.总数+1.5}}', 'bad-expression', '算式里的数只能是整数，小数请设为指标。'],
    ['{{纠纷.}}', 'bad-expression', '“纠纷.”的点前后都要有名字，例如 纠纷.总数。'],
    ['{{纠纷.总数*2}}', 'unknown-name', '没有叫“纠纷.总数*2”的指标，是不是“纠纷.总数”？'],
    ['{{若 纠纷.总数}}有{{完}}', 'bad-condition', '条件要有比较，用 = ≠ > < ≥ ≤，例如 {{若 案件.事故=0}}。'],
    ['{{若}}有{{完}}', 'bad-condition', '条件没有写对：算式没有写完，请补上指标。例如 {{若 案件.事故=0}}。'],
    ['{{若 纠纷.总数>0 纠纷.总数<9}}有{{完}}', 'bad-condition', '条件里的“纠纷.总数”放在这里看不明白，几个条件之间用“且”或“或”连起来。'],
    ['{{若 (纠纷.总数>0}}有{{完}}', 'bad-condition', '条件的括号没有收尾，请补上“）”。'],
    ['{{每 }}有{{完}}', 'bad-loop', '“每”要写成 {{每 名单}}…{{完}} 或 {{每 名单 以“；”隔}}…{{完}}。'],
    ['{{每 名单 以；隔}}有{{完}}', 'bad-loop', '“每”要写成 {{每 名单}}…{{完}} 或 {{每 名单 以“；”隔}}…{{完}}。'],
    ['{{纠纷.总数[疑难]}}', 'bad-narrowing', '方括号里的“疑难”看不明白，请写成“字段=选项”，例如 [难度=疑难] 或 [难度=疑难/一般]。'],
    ['{{纠纷.总数[难度=疑难,难度=一般]}}', 'bad-narrowing', '方括号里“难度”写了两次，几个选项请写在一起，例如 [难度=一般/…]。'],
    ['{{纠纷.总数[难度=疑难|余}}', 'bad-narrowing', '“[难度=疑难”没有收尾，请补上“]”。'],
    ['{{纠纷.总数[难度=很难]}}', 'unknown-narrowing', '“纠纷.总数”不能按“[难度=很难]”细分，请检查方括号里的字段和选项。'],
    ['{{纠纷.总量}}', 'unknown-name', '没有叫“纠纷.总量”的指标，是不是“纠纷.总数”？'],
    ['{{天气.气温}}', 'unknown-name', '没有叫“天气.气温”的指标，请从指标清单里选一个。'],
    ['{{率(纠纷.总数,无)}}', 'zero-denominator', '分母是0，算不出率，请加“|零则略”，或用“{{若 …}}”把这句包起来。'],
    ['{{率(纠纷.总数,三)}}', 'rate-out-of-range', '652除以3不在0和100%之间，请看分子分母是不是写反了、口径是否一致。'],
    ['{{无-三}}', 'negative-number', '“无-三”算出来是负数，请看减数和被减数是不是写反了。'],
    ['{{纠纷.总数|百分}}', 'style-misfit', '“纠纷.总数|百分”：写法“百分”只能用在率上，请换一种写法。'],
    ['{{率(三,三)|余}}', 'style-misfit', '“率(三,三)|余”：写法“余”只能用在个数上，请换一种写法。'],
    ['{{级别}}', 'style-misfit', '“级别”：这是一组数，请写明怎么列，例如“|列举("个","，")”。'],
    ['{{级别|列举("个")}}', 'empty-list', '“级别|列举("个")”：这一组数全是0，没有可列的，请加“|零则略”，或用“{{若 …}}”把这句包起来。'],
    ['{{三+乡镇}}', 'wrong-kind', '这里要一个数，写的却是文字，请换一个指标。'],
    ['{{三+率(三,三)}}', 'wrong-kind', '这里要一个数，写的却是率，请换一个指标。'],
    ['{{若 乡镇=三}}有{{完}}', 'wrong-kind', '这里要一个数，写的却是文字，请换一个指标。'],
    ['{{每 名单[难度]}}有{{完}}', 'bad-narrowing', '方括号里的“难度”看不明白，请写成“字段=选项”，例如 [难度=疑难] 或 [难度=疑难/一般]。'],
    ['{{每 三}}有{{完}}', 'wrong-kind', '“三”不是可以逐条写的名单，“每”后面请换成名单。'],
  ])('%s is %s', (text, kind, message) => {
    const { problems } = fillForTest(text, {
      '纠纷.总数': 652, 三: 3, 无: 0, 乡镇: { kind: 'text', text: '某乡' }, 级别: { kind: 'list', items: [{ label: '省级', value: 0 }] },
      名单: { kind: 'items', items: [] },
    })
    expect(problems.map((each) => [each.kind, each.message])).toEqual([[kind, message]])
    expect(problems[0]?.level).toBe(kind === 'negative-number' ? 'remark' : 'error')
  })

  test('everything wrong in every paragraph is in one list, in reading order', () => {
    const text = '甲{{纠纷.总量}}起}}，\n乙{{纠纷.成功|于|近(七)}}，{{率(甲}}\n{{若 纠纷.总数>0}}{{若 丁>}}{{戊|余}}\n{{完}}丙{{纠纷.总数'
    const parsed = parseTemplate(text)
    expect(parsed.problems.map((each) => [each.kind, each.line, text.slice(each.start, each.end)])).toEqual([
      ['stray-brace', 1, '}}'],
      ['unknown-style', 2, '于'],
      ['bad-style', 2, '近'],
      ['bad-expression', 2, '{{率(甲}}'],
      ['unclosed-block', 3, '{{若 纠纷.总数>0}}'],
      ['bad-condition', 3, '{{若 丁>}}'],
      ['unclosed-placeholder', 4, '{{纠纷.总数'],
    ])
    const filled = fillForTest(text, { '纠纷.总数': 1, '纠纷.成功': 1 })
    expect(filled.problems.filter((each) => each.kind === 'unknown-name').map((each) => text.slice(each.start, each.end))).toEqual(['纠纷.总量', '甲', '丁', '戊'])
  })

  test('an unknown name is reported in the branch that is not printed too', () => {
    expect(messages('{{若 甲>0}}{{甲}}{{否则}}{{乙乙}}{{完}}', { 甲: 1 })).toEqual(['没有叫“乙乙”的指标，请从指标清单里选一个。'])
  })

  test('a loop’s body is wrong once, however often it is filled', () => {
    const name = (text: string) => ({ 题目: { kind: 'text', text } as const })
    const values = { 名单: { kind: 'items', items: [name('甲'), name('乙')] } as const }
    expect(messages('{{每 名单}}{{题名}}{{完}}', values)).toEqual(['没有叫“题名”的指标，是不是“题目”？'])
    expect(messages('{{每 名单}}{{若 1>2}}{{纠纷.总数}}{{完}}{{完}}', values)).toEqual(['没有叫“纠纷.总数”的指标，请从指标清单里选一个。'])
  })

  test('with no item to look at, only a dotted path is certainly unknown', () => {
    const values = { 名单: { kind: 'items', items: [] } as const }
    expect(kindsOf(fillForTest('{{每 名单}}{{题目}}{{纠纷.总数}}{{完}}', values).problems)).toEqual(['empty-loop', 'unknown-name'])
  })
})

describe('a hole in the draft can be seen', () => {
  test.each([
    ['共{{纠纷.总量|余}}起', '共【？纠纷.总量】起'],
    ['共{{合计(三,纠纷.总量)|余}}起', '共【？合计(三,纠纷.总量)】起'],
    ['共{{三|于}}起', '共【？三】起'],
    ['共{{三+}}起', '共【？三+】起'],
    ['共{{三}起', '共【？三】起'],
    ['共{{}}起', '共【？】起'],
    ['共{{率(三,无)}}', '共【？率(三,无)】'],
    ['{{若 纠纷.总量>0}}有{{否则}}没有{{完}}', '【？若 纠纷.总量>0】有'],
    ['{{每 名册}}有{{完}}。', '【？每 名册】。'],
    ['{{每 三[难度]}}有{{完}}。', '【？每 三[难度]】。'],
    ['{{若 三[难度]>0}}有{{完}}。', '【？若 三[难度]>0】有。'],
  ])('%s → %s', (text, expected) => {
    expect(fillForTest(text, { 三: 3, 无: 0 }).text).toBe(expected)
  })
})

describe('full-width is half-width', () => {
  test.each([
    ['｛｛合计（三，五）｜余（十）｝｝', '{{合计(三,五)|余(十)}}'],
    ['｛{三＋五－三}｝', '{{三+五-三}}'],
    ['｛｛若　三＞＝３　且　非（五＜＝４）｝｝是｛｛完｝｝', '{{若 三>=3 且 非(五<=4)}}是{{完}}'],
    ['｛｛若 三≠五 或 三！＝三｝｝是｛｛否则｝｝否｛｛完｝｝', '{{若 三!=五 或 三!=三}}是{{否则}}否{{完}}'],
    ['{{ 率（ 三 、 五 ）｜ 百分（１） }}', '{{率(三,五)|百分(1)}}'],
    ['{{总【难＝易／中，果＝成】}}', '{{总[难=易/中,果=成]}}'],
    ['{{总［果=成，难=中/易］}}', '{{总[难=易/中,果=成]}}'],
    ['{{十三｜余｜汉字}}', '{{十三|余|汉字}}'],
  ])('%s is %s', (full, half) => {
    const values = { 三: 3, 五: 5, 十三: 13, '总[果=成,难=中/易]': 7 }
    expect(printed(full, values)).toBe(printed(half, values))
  })
})

describe('limits', () => {
  test.each([
    ['{{a', '|', '}}'], ['{{a[', ',', ']}}'], ['{{a[', 'b=c,', ']}}'], ['{{a', '+a', '}}'], ['{{合计(a', ',a', ')}}'], ['{{若 a=0', '且a=0', '}}{{完}}'], ['{{若 a=0', '且(a=0)', '}}{{完}}'],
    ['{{零|零则略句}}', '，', '。'], ['{{零|零则略}}', '、a', '。'], ['{{零|零则略}}、', 'a、', 'a。'], ['“', '其中，', '{{零|零则略}}”'], ['{{每以', ' ', '“”}}{{完}}'], ['{{a', ' .b', '}}'],
  ])('%s%s… is read without running out of stack', (before, piece, after) => {
    const text = before + piece.repeat(Math.floor(190_000 / piece.length)) + after
    expect(fillForTest(text, { a: 1, 零: 0 }).text.length).toBeLessThan(1_000_000)
  })

  test('a text over 200,000 characters is refused', () => {
    expect(kindsOf(parseTemplate('好'.repeat(200_000)).problems)).toEqual([])
    expect(parseTemplate('好'.repeat(200_001))).toMatchObject({ template: { parts: [] }, problems: [{ kind: 'too-long' }] })
  })

  test('twenty brackets and twenty blocks are read, one more is refused', () => {
    const brackets = (depth: number) => `{{${'('.repeat(depth)}1${')'.repeat(depth)}}}`
    const nots = (depth: number) => `{{若 ${'非('.repeat(depth)}1=1${')'.repeat(depth)}}}{{完}}`
    const blocks = (depth: number) => `${'{{若 1=1}}'.repeat(depth)}好${'{{完}}'.repeat(depth)}`
    expect(printed(brackets(20), {})).toBe('1')
    expect(printed(blocks(20), {})).toBe('好')
    expect(kindsOf(parseTemplate(brackets(21)).problems)).toEqual(['too-deep'])
    expect(kindsOf(parseTemplate(blocks(21)).problems)).toEqual(['too-deep'])
    expect(kindsOf(parseTemplate(nots(21)).problems)).toEqual(['too-deep'])
  })

  test.each([
    '{', '{{', '}', '{{若}}', '{{若 1=1}}', '{{每 名单}}', '{{完}}', '(', '{{((((', '「', '“（', '、', '{{a}', '每以 ', '{{每 以', '[', '，{{零|零则略}}', '{{a .', '1,', '1,111', '1', '十', '@x\n', '1. ', ' ',
  ])('a text of nothing but %s is read in a moment', (piece) => {
    const text = piece.repeat(Math.floor(200_000 / piece.length))
    expect(fillForTest(text, { 零: 0 }).text.length).toBeLessThan(1_000_000)
    expect(typedNumbers(parseTemplate(text).template)).toEqual([])
  })
})
