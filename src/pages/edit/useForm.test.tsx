import { act, renderHook } from '@testing-library/react'
import type { PropsWithChildren } from 'react'
import { createBench, edited, newDispute, saved, shown } from '../../../test/standin/bench'
import { ClientProvider, useRecord } from '../../client/hooks'
import type { Client, SignedIn } from '../../client/client'
import { dispute } from '../../domain/dispute'
import { useForm, type EditForm } from './useForm'

/** A page opened on a record, and another person's phone beside it. */
async function open() {
  const bench = createBench()
  const [mine, others] = [await bench.phoneOf('zhang'), await bench.phoneOf('wang')]
  const id = await saved(mine.client().write(newDispute({ people: 2, households: 1 })))
  await bench.world.settle()
  await others.online()
  await bench.world.pass(61_000)
  const form = (client: Client) => {
    const session = client.session.getState() as SignedIn
    const usePage = (): EditForm => useForm(session, dispute, useRecord(id), { kind: 'dispute', id })
    return renderHook(usePage, { wrapper: ({ children }: PropsWithChildren) => <ClientProvider value={client}>{children}</ClientProvider> })
  }
  /** The other person changes the record, and this phone hears of it. */
  const meanwhile = (people: number): Promise<void> => act(async () => {
    await saved(others.client().write(edited(id, { people })))
    await bench.world.pass(61_000)
    await mine.online()
    await bench.world.pass(61_000)
  })
  return { bench, mine, id, form, meanwhile, type: (at: { current: EditForm }, people: number) => act(() => { at.current.change((after) => ({ ...after, people })) }) }
}

test('what somebody else changed while a form stood open is not overwritten, and its author is told', async () => {
  const { bench, mine, id, form, meanwhile, type } = await open()
  const page = form(mine.client())
  type(page.result, 9)
  await meanwhile(5)
  await act(async () => { await page.result.current.save(); await bench.world.pass(61_000) })
  expect(shown(mine.client(), id)?.values.people).toBe(5)
  expect(mine.client().sync.getState().attention).toMatchObject([{ reason: { kind: 'conflict', conflicts: [{ path: 'people', mine: 9, stored: 5 }] } }])
})

test('a form that stays open writes only what was typed in it, not what it still shows of before', async () => {
  const { bench, mine, id, form, meanwhile } = await open()
  const page = form(mine.client())
  act(() => { page.result.current.change((after) => ({ ...after, households: 3 })) })
  await meanwhile(5)
  await act(async () => { await page.result.current.save(); await bench.world.pass(61_000) })
  expect(shown(mine.client(), id)?.values).toMatchObject({ people: 5, households: 3 })
  expect(mine.client().sync.getState().attention).toEqual([])
})

test('a draft remembers what its form was opened on, also over a restart of the program', async () => {
  const { bench, mine, id, form, meanwhile, type } = await open()
  const page = form(mine.client())
  type(page.result, 9)
  await act(() => bench.world.pass(1_000))
  page.unmount()
  await meanwhile(5)
  const again = form(await mine.restart())
  expect(again.result.current).toMatchObject({ before: { people: 2 }, after: { people: 9 } })
  await act(async () => { await again.result.current.save(); await bench.world.pass(61_000) })
  expect(shown(mine.client(), id)?.values.people).toBe(5)
})

test('two changes in one drawing both stand, on the screen, in the draft and in what is saved', async () => {
  const { mine, id, form } = await open()
  const page = form(mine.client())
  act(() => {
    const { change } = page.result.current
    change((after) => ({ ...after, people: 7 }))
    change((after) => ({ ...after, households: 3 }))
  })
  expect(page.result.current.after).toMatchObject({ people: 7, households: 3 })
  expect(mine.client().drafts.list()[0]?.values).toMatchObject({ people: 7, households: 3 })
  await act(() => page.result.current.save())
  expect(shown(mine.client(), id)?.values).toMatchObject({ people: 7, households: 3 })
})
