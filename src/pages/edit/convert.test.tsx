import { useRouter } from '@tarojs/taro'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { createBench, saved, shown, type Held } from '../../../test/standin/bench'
import { VILLAGE } from '../../../test/standin/town'
import { ClientProvider, useRecord } from '../../client/hooks'
import { must } from '../../core/assert'
import { Linked } from '../../components/case/Linked'
import Edit from './index'

/** A mediator who was told of a quarrel, as a villager's matter. */
async function told(set: Readonly<Record<string, string>> = {}) {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const matter = await saved(phone.client().write({
    kind: 'matter', record: null,
    body: {
      kind: 'create', move: 'register', set: { kind: 'dispute', place: VILLAGE, source: 'hotline', summary: '地头那排杨树归谁', ...set },
      rows: { people: { p1: { set: { name: '马', phone: '13800000000' } } } },
    },
  }))
  await bench.world.settle()
  return { bench, phone, matter }
}

function open(phone: Held, params: Record<string, string>): void {
  jest.mocked<() => unknown>(useRouter).mockReturnValue({ params, path: '' })
  render(<ClientProvider value={phone.client()}><Edit /></ClientProvider>)
}

function pick(type: string): void {
  fireEvent.click(screen.getByLabelText('类型：选一个'))
  fireEvent.click(screen.getByLabelText(type))
}

function Page({ id }: { readonly id: string }) {
  const record = useRecord(id)
  return record === null ? null : <Linked record={record} />
}

const records = (phone: Held, kind: string) => [...phone.client().view.getState().records.values()].filter((record) => record.kind === kind)

test('a matter becomes a dispute in one form, without a network too: the dispute first, then the matter, each knowing the other', async () => {
  const { bench, phone, matter } = await told()
  phone.offline()
  open(phone, { kind: 'dispute', from: matter, n: '1' })
  expect(screen.getByText(/来自说事“纠纷・地头那排杨树归谁”/)).toBeTruthy()
  pick('土地山林水利')
  await act(async () => { fireEvent.click(screen.getByLabelText('保存')); await bench.world.settle() })
  const [dispute] = records(phone, 'dispute')
  expect(dispute).toMatchObject({
    stage: 'registered',
    values: { type: 'land', place: VILLAGE, summary: '地头那排杨树归谁', source: 'otherOrgan', fromMatter: matter, reportedOn: shown(phone.client(), matter)?.values.receivedOn },
  })
  expect(Object.values(dispute?.values.parties ?? {})).toEqual([{ values: { name: '马', phone: '13800000000', side: 'applicant' } }])
  expect(shown(phone.client(), matter)).toMatchObject({ stage: 'becameDispute', values: { becameDispute: dispute?.id, outcome: 'dispute' } })
  expect(shown(phone.client(), matter)?.values.resolvedOn).toBeDefined()

  await act(async () => { await phone.online(); await bench.world.pass(61_000) })
  expect(phone.client().sync.getState()).toMatchObject({ waiting: 0, attention: [] })
  expect(records(phone, 'dispute').map(({ sync }) => sync)).toEqual(['uploaded'])
  expect(shown(phone.client(), matter)).toMatchObject({ stage: 'becameDispute', sync: 'uploaded' })
})

test('what only handlers may see stays so when it becomes a dispute', async () => {
  const { bench, phone, matter } = await told({ compartment: 'domestic' })
  open(phone, { kind: 'dispute', from: matter, n: '1' })
  pick('婚姻家庭')
  await act(async () => { fireEvent.click(screen.getByLabelText('保存')); await bench.world.settle() })
  expect(records(phone, 'dispute')[0]?.values.compartment).toBe('domestic')
})

test('a program that died between the two says on the dispute what is missing, and one tap makes it good', async () => {
  const { bench, phone, matter } = await told()
  const dispute = await saved(phone.client().write({
    kind: 'dispute', record: null, body: { kind: 'create', move: 'register', set: { type: 'land', place: VILLAGE, fromMatter: matter } },
  }))
  render(<ClientProvider value={phone.client()}><Page id={dispute} /></ClientProvider>)
  expect(screen.getByText('还没关联上')).toBeTruthy()
  await act(async () => { fireEvent.click(screen.getByLabelText('关联上')); await bench.world.settle() })
  expect(shown(phone.client(), matter)).toMatchObject({ stage: 'becameDispute', values: { becameDispute: dispute } })
  expect(screen.queryByText('还没关联上')).toBeNull()
  cleanup()
  render(<ClientProvider value={phone.client()}><Page id={matter} /></ClientProvider>)
  expect(screen.getByText('转成的纠纷：山林土地')).toBeTruthy()
})

test('a matter that moved on meanwhile refuses the second half; the dispute stands and says so', async () => {
  const { bench, phone, matter } = await told()
  const before = must(shown(phone.client(), matter), 'the matter')
  phone.offline()
  open(phone, { kind: 'dispute', from: matter, n: '1' })
  pick('土地山林水利')
  await act(async () => { fireEvent.click(screen.getByLabelText('保存')); await bench.world.settle() })
  const { id, kind, values, written, createdBy } = before
  act(() => bench.server.put(before.stream, { id, kind, values, written, createdBy, n: 0, stage: 'answered' }))
  await act(async () => { await phone.online(); await bench.world.pass(61_000) })
  expect(records(phone, 'dispute').map(({ sync }) => sync)).toEqual(['uploaded'])
  expect(phone.client().sync.getState().attention).toMatchObject([{ op: { body: { move: 'becomeDispute' } }, reason: { refusal: { code: 'stageMoved' } } }])
})
