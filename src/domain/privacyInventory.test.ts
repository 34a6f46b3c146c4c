import { readFileSync, writeFileSync } from 'node:fs'
import { CLASS_LABELS, inventory } from './privacyInventory'
import { PURPOSES, STORES } from './privacyPurposes'

const PATH = 'docs/data-inventory.md'

test('no personal field without a purpose and a ground, and no purpose without a field', () => {
  const rows = inventory()
  expect(rows.filter(({ why }) => why === null).map(({ path }) => path)).toEqual([])
  expect(Object.keys(PURPOSES).filter((path) => !rows.some((row) => row.path === path))).toEqual([])
})

test('somebody sees every personal field, and no leader, clerk, county office or administrator sees those of cases', () => {
  for (const row of inventory()) {
    expect([row.path, row.seenBy.length > 0]).toEqual([row.path, true])
    if (/^(dispute|matter)\./.test(row.path)) expect(row.seenBy.join()).not.toMatch(/领导|党政办|县司法局|管理员|审计员/)
  }
})

test('the inventory that is handed out is the one the schema makes', () => {
  const made = markdown()
  // WRITE_DOCS=1 npx jest src/domain/privacyInventory.test.ts --selectProjects unit
  if (process.env.WRITE_DOCS === '1') writeFileSync(PATH, made)
  else expect(readFileSync(PATH, 'utf8')).toBe(made)
})

function markdown(): string {
  const fields = inventory().map((row) => `| ${row.type} | ${row.label} | ${CLASS_LABELS[row.kind]} | ${row.why ?? ''} | ${row.basis ?? ''} | ${row.seenBy.join('、')} | ${row.kept} |`)
  const stores = STORES.map((store) => `| \`${store.table}\` | ${store.what} | ${store.why} | ${store.seenBy} | ${store.kept} |`)
  return [
    '# Data inventory', '',
    'Made from the record types and the role table (`src/domain/privacyInventory.ts`); every personal field stands here, or a test fails. The grounds are for',
    'the county\'s lawyer to confirm, the years for the county to set. All of it lies on the county\'s own server, sealed record by record.', '',
    '| 台账 | 栏目 | 类别 | 为什么记 | 依据 | 谁看得到 | 留多久 |', '| --- | --- | --- | --- | --- | --- | --- |', ...fields, '',
    '## Beside the records', '', '| 表 | 有什么 | 为什么 | 谁看得到 | 留多久 |', '| --- | --- | --- | --- | --- |', ...stores, '',
  ].join('\n')
}
