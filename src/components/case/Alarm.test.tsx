import Taro from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench, newDispute, saved, shown } from '../../../test/standin/bench'
import { COUNTY, id, kept, TOWN } from '../../../test/standin/town'
import { ClientProvider, useRecord } from '../../client/hooks'
import type { Patch } from '../../core/op'
import { dispute } from '../../domain/dispute'
import { Alarm } from './Alarm'

async function open(set: Patch) {
  const bench = createBench()
  bench.server.put(COUNTY, kept('setting', id('e1'), { name: '派出所', text: '磙子营派出所', place: TOWN }))
  bench.server.put(COUNTY, kept('setting', id('e2'), { name: '派出所电话', text: '0375-1234567', place: TOWN }))
  const phone = await bench.phoneOf('zhang')
  const record = await saved(phone.client().write(newDispute(set)))
  function Page() {
    const held = useRecord(record)
    return held === null ? null : <Alarm type={dispute} record={held} />
  }
  render(<ClientProvider value={phone.client()}><Page /></ClientProvider>)
  const move = async (body: Patch): Promise<void> => act(async () => {
    await saved(phone.client().write({ kind: 'dispute', record, body: { kind: 'move', move: 'reportPolice', set: body } }))
    await bench.world.settle()
  })
  return { move, values: () => shown(phone.client(), record)?.values }
}

test('what may turn criminal shows the telephone first, 110 and the township’s own, and one tap to write the report down', async () => {
  await open({ redFlag: true })
  expect(screen.getByText(/马上打 110，或者打磙子营派出所 0375-1234567/)).toBeTruthy()
  fireEvent.click(screen.getByLabelText('打 110'))
  fireEvent.click(screen.getByLabelText('打派出所 0375-1234567'))
  expect(jest.mocked(Taro.makePhoneCall).mock.calls.map(([asked]) => asked.phoneNumber)).toEqual(['110', '03751234567'])
  fireEvent.click(screen.getByLabelText('打过了，记报告公安'))
  expect(jest.mocked(Taro.navigateTo).mock.calls[0]?.[0].url).toMatch(/move=reportPolice/)
})

test('the duty to report is said with its law, for a minor and for who lacks full capacity, and only for them', async () => {
  await open({ compartment: 'minor' })
  expect(screen.getByText(/未成年人保护法第十一条/)).toBeTruthy()
  expect(screen.queryByText(/反家庭暴力法/)).toBeNull()
})

test('domestic violence alone asks for no report, with somebody without full capacity it does', async () => {
  await open({ compartment: 'domestic' })
  expect(screen.queryByRole('alert')).toBeNull()
})

test('once reported, the alarm is one quiet line with day, time and who took it', async () => {
  const page = await open({ compartment: 'domestic', incapable: true })
  expect(screen.getByText(/反家庭暴力法第十四条/)).toBeTruthy()
  await page.move({ reportedAt: '14:20', reportedTo: '磙子营派出所' })
  expect(page.values()?.reportedToPoliceOn).toBeDefined()
  expect(screen.queryByRole('alert')).toBeNull()
  expect(screen.getByText(/^已报告公安.*14:20.*磙子营派出所$/)).toBeTruthy()
})
