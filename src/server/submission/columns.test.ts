import { must } from '../../core/assert'
import { EMPTY_CONFIG, type Config } from '../../core/config'
import type { StoredRecord } from '../../core/op'
import type { RecordType } from '../../core/recordType'
import { dispute } from '../../domain/dispute'
import { profile, type Profile, type ProfileColumn } from '../../domain/profile'
import { TYPES } from '../../domain/registry'
import { codedProfile, namesOf, wrongColumns } from './columns'
import { rowOf } from './layout'

const column = (field: string, codes: string | null = null): ProfileColumn => ({ header: '甲', field, codes, fixed: '', dayStyle: 'dash' })
const taking = (...columns: readonly ProfileColumn[]): Profile => ({ id: 'p', name: '表', system: '省平台', kind: 'dispute', sheet: '', columns })
const coded = (field: string, type: RecordType = dispute, config: Config = EMPTY_CONFIG) => codedProfile(type, config, taking(column(field))).columns[0]?.field
const wrong = (field: string, codes: string | null = null, type: RecordType = dispute) => wrongColumns(type, EMPTY_CONFIG, taking(column(field, codes)))

test.each([
  ['受理日期', 'acceptedOn'], ['当事人.姓名', 'parties.name'], ['当事人[申请人].姓名', 'parties[applicant].name'], ['当事人【被申请人】。联系方式', 'parties[respondent].phone'],
  ['怎么回事、怎么商定的', 'summary'], ['状态', 'stage'], ['本系统编号', 'id'], ['编号', 'caseNo'],
  ['acceptedOn', 'acceptedOn'], ['parties[applicant].姓名', 'parties[applicant].name'], ['stage', 'stage'], ['id', 'id'],
])('%s is %s', (written, key) => {
  expect(coded(written)).toBe(key)
  expect(wrong(written)).toEqual([])
})

test('every label of every kind that can be handed over leads to a field, or is told to have two', () => {
  for (const kind of Object.keys(profile.fields.hands.options)) {
    const type = must(TYPES[kind as keyof typeof TYPES], kind) as RecordType
    for (const name of namesOf(type, EMPTY_CONFIG)) {
      const [say] = wrong(name, null, type)
      expect([kind, name, say === undefined || say.includes('不止一栏')]).toEqual([kind, name, true])
    }
  }
})

test('what the county calls an applicant leads to the applicant', () => {
  const config: Config = { ...EMPTY_CONFIG, options: { 'dispute.parties.side': { applicant: { label: '诉求方' } } } }
  expect(coded('当事人[诉求方].姓名', dispute, config)).toBe('parties[applicant].name')
})

test.each([
  ['受理日', '“甲”要取的“受理日”，“矛盾纠纷”里没有这一栏，最接近的是“受理日期”'],
  ['当事人[申请人].姓', '“甲”要取的“当事人[申请人].姓”，“矛盾纠纷”里没有这一栏，最接近的是“当事人[申请人].姓名”'],
  ['当事人[乙方人].姓名', '“甲”要取的“当事人[乙方人].姓名”，“矛盾纠纷”里没有这一栏，最接近的是“当事人[申请人].姓名”'],
  ['当事人', '“甲”要取的“当事人”，还要写明取其中哪一项，如“当事人.姓名”'],
  ['回访[申请人].日期', '“甲”要取的“回访[申请人].日期”，“矛盾纠纷”里没有这一栏，最接近的是“回访.日期”'],
  ['constructor', '“甲”要取的“constructor”，“矛盾纠纷”里没有这一栏'],
  ['acceptedOn[applicant]', '“甲”要取的“acceptedOn[applicant]”，“矛盾纠纷”里没有这一栏'],
])('%s is told in words', (written, say) => {
  expect(wrong(written)).toEqual([say])
  expect(coded(written)).toBe(written)
})

test('a label two fields have asks for the code, and the code does', () => {
  const type = { ...dispute, fields: { ...dispute.fields, twin: { kind: 'day', label: '受理日期' } } } as const satisfies RecordType
  expect(wrong('受理日期', null, type)).toEqual(['“甲”要取的“受理日期”，叫这个名字的不止一栏，请写代码：acceptedOn 或者 twin'])
  expect(wrong('twin', null, type)).toEqual([])
})

test('a retired field answers to its code only', () => {
  const type = { ...dispute, fields: { ...dispute.fields, older: { kind: 'day', label: '收件日期', retired: true } } } as const satisfies RecordType
  expect([coded('older', type), coded('收件日期', type)]).toEqual(['older', '收件日期'])
})

test('a code system goes by its key, its name, or both as the form shows them', () => {
  const { columns } = codedProfile(dispute, EMPTY_CONFIG, taking(column('类型', 'tjb'), column('类型', '司法部统计表'), column('类型', 'tjb（司法部统计表）')))
  expect(columns.map(({ codes }) => codes)).toEqual(['tjb', 'tjb', 'tjb'])
  expect(wrong('类型', '综治分类')).toEqual([])
  expect(wrong('类型', 'tbj')).toEqual(['“甲”的代码写的是“tbj”，“类型”只有司法部统计表、综治分类'])
  expect(wrong('结果', 'tjb')).toEqual(['“甲”的代码写的是“tjb”，“结果”没有代码，请空着'])
})

test('a row by labels is the row by codes', () => {
  const parties = { r1: { values: { name: '张某', side: 'applicant' } }, r2: { values: { name: '李某', side: 'respondent' } } }
  const values = { type: 'neighbour', acceptedOn: '2026-03-05', parties }
  const record: StoredRecord = { id: 'r', kind: 'dispute', stage: 'archived', values, written: [], n: 1, createdBy: 'li' }
  const written = taking(column('类型', '司法部统计表'), column('受理日期'), column('当事人[申请人].姓名'), column('当事人.姓名'), column('状态'))
  expect(rowOf(dispute, codedProfile(dispute, EMPTY_CONFIG, written), record, { config: EMPTY_CONFIG, names: new Map() })).toEqual(['2', '2026-03-05', '张某', '张某、李某', '已归档'])
})
