import type { ReportProblem } from '../../core/reportWire'
import { namesTold } from './copies'

const told = (kind: ReportProblem['kind'], message: string): ReportProblem => ({ kind, level: 'remark', message, line: 1, start: 0, end: 1, block: 0, tick: message })

test('before a public copy is taken, what the checker says of names is told, and nothing else', () => {
  expect(namesTold([told('typed-number', '手填的数'), told('person-named', '文中有人名“张大山”，公开前请确认。')])).toEqual(['文中有人名“张大山”，公开前请确认。'])
})
