import { render, screen } from '@testing-library/react'
import { createBench } from '../../../test/standin/bench'
import { ClientProvider } from '../../client/hooks'
import { must } from '../../core/assert'
import { TYPES } from '../../domain/registry'
import { RegisterTable } from './RegisterTable.h5'
import type { RegisterRow, RegisterRows } from './useRegisterRows'

const none = (): undefined => undefined
const row = (id: string): RegisterRow => ({ id, kind: 'dispute', stage: 'archived', written: [], n: 1, createdBy: 'p', stream: 't', values: {} })

test('paper says how many of how many it shows, unless it shows all', async () => {
  const client = (await createBench().phoneOf('zhang')).client()
  const session = client.session.getState()
  const table = (hasMore: boolean) => {
    const found: RegisterRows = { rows: [row('a'), row('b')], total: 651, hidden: 0, loading: false, problem: null, hasMore, told: null, more: none, again: none }
    return (
      <ClientProvider value={client}>
        <RegisterTable session={must(session.kind === 'signedIn' ? session : undefined, 'signed in')} type={TYPES.dispute} found={found} filters={null} words={{ sought: () => null, markOf: () => '' }} onTold={none} onOpen={none} onClear={null} />
      </ClientProvider>
    )
  }
  const { rerender } = render(table(true))
  expect(screen.getByText('这里印的是前 2 件，共 651 件').className).toContain('only-print')
  rerender(table(false))
  expect(screen.queryByText(/这里印的是/)).toBeNull()
})
