import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { markFolder } from './mark'

const folder = mkdtempSync(join(tmpdir(), 'book-mark-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a folder marked for one purpose is refused for the other, for ever', () => {
  const demo = join(folder, 'demo')
  const county = join(folder, 'county')
  expect(markFolder(demo, 'demo')).toEqual({ kind: 'marked' })
  expect(markFolder(county, 'county')).toEqual({ kind: 'marked' })
  writeFileSync(join(demo, 'anything'), '')
  expect(markFolder(demo, 'demo')).toEqual({ kind: 'marked' })
  expect(markFolder(demo, 'county')).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('演示数据，不能当正式数据用') })
  expect(markFolder(county, 'demo')).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('演示模式不能打开它') })
  expect(markFolder(county, 'county')).toEqual({ kind: 'marked' })
})

test("a folder with somebody's own files is left alone, the root of a fresh disk is taken", () => {
  const own = join(folder, 'own')
  expect(markFolder(own, 'county')).toEqual({ kind: 'marked' })
  rmSync(join(own, 'purpose'))
  writeFileSync(join(own, '.DS_Store'), '')
  expect(markFolder(own, 'county')).toEqual({ kind: 'marked' })
  rmSync(join(own, 'purpose'))
  writeFileSync(join(own, '总结.docx'), '')
  expect(markFolder(own, 'county')).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('已有别的文件') })
  expect(readdirSync(own).sort()).toEqual(['.DS_Store', '总结.docx'])
})
