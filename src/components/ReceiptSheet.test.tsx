import { render, screen } from '@testing-library/react'
import { createClient } from '../client/client'
import { ClientProvider } from '../client/hooks'
import { createPlatform } from '../client/platform/platform'
import { ReceiptSheet } from './ReceiptSheet'

test.each([['dispute', true], ['matter', true], ['outreach', false], ['screening', false]])('only what gets a number is promised one: %s', (kind, isPromised) => {
  const answer = { kind: 'saved', record: 'r', receipt: 'CFYVKH-0001', op: 'o' } as const
  render(<ClientProvider value={createClient(createPlatform())}><ReceiptSheet answer={answer} kind={kind} /></ClientProvider>)
  expect(screen.getByText('CFYVKH-0001')).toBeTruthy()
  expect(screen.getByText(/^这是回执号。/).textContent.includes('正式编号')).toBe(isPromised)
})
