import { REGISTERS, registerColumns } from './registers'
import { TYPES } from './registry'

test('every kind of township record has a register', () => {
  const kinds = Object.values(TYPES).filter(({ stream }) => stream === 'township').map(({ kind }) => kind)
  expect(Object.keys(REGISTERS).sort()).toEqual([...kinds].sort())
})

test('columns carry their unit, numbers of the register come first, and what holds a personal cell is personal as a whole', () => {
  const columns = registerColumns(TYPES.dispute)
  expect(columns.slice(0, 2).map(({ label }) => label)).toEqual(['编号', '当事人'])
  const labels = columns.map(({ label }) => label)
  for (const label of ['涉及人数（人）', '涉及金额（元）', '照片（张）', '受理日期']) expect(labels).toContain(label)
  expect(columns.filter(({ personal }) => personal).map(({ name }) => name)).toEqual(['parties', 'summary', 'claims', 'agreement', 'escalateReason', 'sessions', 'inquiries', 'followUps', 'transferReason', 'photos', 'voices', 'files'])
})
