import type { Block } from '../document'
import { fillForTest, kindsOf } from './fillForTest'

test.each<[string, Block['kind'], string]>([
  ['# 关于工作情况的报告', 'title', '关于工作情况的报告'],
  ['＃关于工作情况的报告', 'title', '关于工作情况的报告'],
  ['> 县委、县政府：', 'to', '县委、县政府：'],
  ['一、主要举措', 'heading', '一、主要举措'],
  ['(一)强化领导', 'heading', '（一）强化领导'],
  ['（十二） 强化领导', 'heading', '（十二）强化领导'],
  ['1. 学法', 'heading', '1.学法'],
  ['1。学法。再学法。', 'heading', '1.学法。再学法。'],
  ['2．学法', 'heading', '2.学法'],
  ['3、学法', 'heading', '3.学法'],
  ['(1)学法', 'heading', '（1）学法'],
  ['@署名 青石乡人民政府', 'signature', '青石乡人民政府'],
  ['＠日期：2024年1月5日', 'date', '2024年1月5日'],
  ['　　正文。', 'paragraph', '正文。'],
  ['3.5万元用于普法。', 'paragraph', '3.5万元用于普法。'],
  ['（2023）是年份', 'paragraph', '（2023）是年份'],
  ['一是学法，一、二组都学。', 'paragraph', '一是学法，一、二组都学。'],
])('%s is a %s', (text, kind, printed) => {
  const filled = fillForTest(text)
  expect(filled.document.blocks.map((block) => block.kind)).toEqual([kind])
  expect(filled.text).toBe(printed)
})

test('a list number before a figure does not become a decimal', () => {
  expect(fillForTest('1. {{甲}}个村\n2. 5个村', { 甲: 5 }).text).toBe('1. 5个村\n2. 5个村')
})

test('headings have the levels of the standard', () => {
  const { document } = fillForTest('一、甲\n（一）乙\n1. 丙\n（1）丁')
  expect(document.blocks.map((block) => (block.kind === 'heading' ? block.level : null))).toEqual([1, 2, 3, 4])
})

test('a level-2 heading with text behind its first 。 is one paragraph in two parts', () => {
  const { document } = fillForTest('(一)受理{{甲}}件。成功{{乙}}件。好。', { 甲: 3, 乙: 2 })
  expect(document.blocks).toMatchObject([
    { kind: 'lead', heading: [{ text: '（一）受理' }, { text: '3' }, { text: '件。' }], spans: [{ text: '成功' }, { text: '2' }, { text: '件。好。' }] },
  ])
})

test('blank lines are nothing, whatever ends a line', () => {
  expect(fillForTest('甲\r\n\r\n 　\r乙\u2028丙\n').text).toBe('甲\n乙\n丙')
})

test('a mark after a condition on its line still makes a heading', () => {
  const { document } = fillForTest('{{若 甲>0}}一、{{甲}}件事{{完}}', { 甲: 3 })
  expect(document.blocks).toMatchObject([{ kind: 'heading', level: 1 }])
})

test('an @ that means nothing is an error at its line', () => {
  const text = '首行\n  @落款 某乡\n邮箱a@b、{{甲}}@也行'
  const { problems } = fillForTest(text, { 甲: 1 })
  expect(kindsOf(problems)).toEqual(['unknown-mark'])
  expect(problems[0]).toMatchObject({ line: 2, start: 5, end: 8 })
})
