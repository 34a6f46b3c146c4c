import { createHealth } from './health'

const fault = (code: string) => Object.assign(new Error(code), { code })

test('the state is told in the log when it changes, once for a thousand phones', async () => {
  const lines: unknown[] = []
  let answer = (): Promise<unknown> => Promise.resolve(1)
  const health = createHealth({ ask: () => answer(), log: (line) => lines.push(line) })
  for (let i = 0; i < 1_000; i += 1) health.failed(fault('53100'))
  expect(await health.look()).toBe('full')
  expect(lines).toMatchObject([{ level: 'error', database: 'full', code: '53100' }])
  health.wrote()
  expect([await health.look(), lines.length]).toEqual(['well', 2])
  health.failed(fault('40P01'))
  expect(await health.look()).toBe('well')
  answer = () => Promise.reject(fault('ECONNREFUSED'))
  expect(await health.look()).toBe('away')
  answer = () => Promise.resolve(1)
  expect(await health.look()).toBe('well')
  expect(lines.length).toBe(4)
})
