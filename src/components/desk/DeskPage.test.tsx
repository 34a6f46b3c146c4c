import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { createBench } from '../../../test/standin/bench'
import { ClientProvider } from '../../client/hooks'
import { DeskFrame } from './DeskPage'

function Form() {
  const [text, setText] = useState('')
  return <input aria-label="名称" value={text} onChange={(event) => setText(event.target.value)} />
}

test('a tablet that is turned keeps what is written', async () => {
  const client = (await createBench().phoneOf('zhang')).client()
  const desk = (isWide: boolean) => (
    <ClientProvider value={client}>
      <DeskFrame
        title="单位" isWide={isWide} list={<div>名录</div>} table={(beside) => <div>表格，旁边是{beside}</div>}
        one={{ title: '添单位', isForm: true, content: <Form />, onClose: () => undefined }}
      />
    </ClientProvider>
  )
  const { rerender } = render(desk(true))
  expect(screen.getByText('表格，旁边是form')).toBeTruthy()
  fireEvent.change(screen.getByLabelText('名称'), { target: { value: '磙子营派出所' } })
  rerender(desk(false))
  expect(screen.queryByText(/表格/)).toBeNull()
  expect(screen.getByLabelText<HTMLInputElement>('名称').value).toBe('磙子营派出所')
  rerender(desk(true))
  expect(screen.getByLabelText<HTMLInputElement>('名称').value).toBe('磙子营派出所')
})
