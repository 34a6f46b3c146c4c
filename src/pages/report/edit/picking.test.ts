import { EMPTY_CONFIG } from '../../../core/config'
import { namesOf } from '../../../domain/figures/resolve'
import { entriesOf, factOf, figuresFor, findEntries, freshPick, misfitOf, narrowersOf, withNarrowing } from './picking'

const dictionary = figuresFor(EMPTY_CONFIG)
const entries = entriesOf(dictionary)
const names = (text: string): readonly string[] => findEntries(entries, text).map(({ name }) => name)

test('a figure is found by a part of its name, by what it is called, or by what it counts', () => {
  expect(names('纠纷.成功')[0]).toBe('纠纷.成功')
  expect(names('口头协议')).toContain('纠纷.口头')
  expect(names('纠纷 口头')).toContain('纠纷.口头')
  expect(names('没有这样的')).toEqual([])
  expect(names('')).toHaveLength(entries.length)
})

test('every figure and every split can be found, those of one subject together', () => {
  expect(new Set(entries.map(({ name }) => name))).toEqual(new Set(namesOf(dictionary)))
  const subjects = entries.map(({ name }) => name.split('.')[0])
  expect(subjects.filter((subject, i) => subject !== subjects[i - 1])).toHaveLength(new Set(subjects).size)
})

test('whatever narrows a figure by one of the chips can be counted', () => {
  const countable = entries.filter(({ name }) => misfitOf({ name, narrow: [] }, EMPTY_CONFIG, dictionary, 'town') === null)
  expect(countable.length).toBeGreaterThan(entries.length - 3)
  for (const { name } of countable) {
    for (const { label, choices } of narrowersOf(name, EMPTY_CONFIG, dictionary)) {
      const narrow = withNarrowing([], label, choices.slice(0, 1))
      expect([name, label, misfitOf({ name, narrow }, EMPTY_CONFIG, dictionary, 'town')]).toEqual([name, label, null])
    }
  }
})

test('a choice the figure has made already is not offered', () => {
  expect(narrowersOf('纠纷.受理', EMPTY_CONFIG, dictionary).map(({ label }) => label)).toContain('难易')
  expect(narrowersOf('纠纷.疑难', EMPTY_CONFIG, dictionary).map(({ label }) => label)).not.toContain('难易')
})

test('conditions take each other’s place and go when nothing is chosen', () => {
  const one = withNarrowing([], '难易', ['疑难'])
  expect(withNarrowing(one, '难易', ['疑难', '一般'])).toEqual([{ field: '难易', values: ['疑难', '一般'] }])
  expect(withNarrowing(withNarrowing(one, '月份', ['3月']), '难易', [])).toEqual([{ field: '月份', values: ['3月'] }])
})

test('a split begins as a list, a number as it is', () => {
  expect(freshPick('纠纷.按难易', dictionary).styles).toEqual([{ kind: 'enumerate', unit: '件', separator: '，' }])
  expect(freshPick('纠纷.受理', dictionary).styles).toEqual([])
})

test('what was counted is told as the phrase language sees it', () => {
  const figure = { key: '', label: '', unit: '', definition: '', value: 648, pair: null, lastYear: 0, pairLastYear: null, query: null as never, parts: [] }
  expect(factOf(figure)).toEqual({ kind: 'number', value: 648 })
  expect(factOf({ ...figure, pair: [648, 652] })).toEqual({ kind: 'ratio', numerator: 648, denominator: 652 })
  expect(factOf({ ...figure, parts: [{ label: '口头', value: 3 }] })).toEqual({ kind: 'list', items: [{ label: '口头', value: 3 }] })
})
