import { render, screen } from '@testing-library/react'
import { RemindRow } from './RemindRow'
import { remindFact } from './remindWords'

test('where WeChat sends nothing, the row says where reminders are', () => {
  render(<RemindRow />)
  expect(screen.getByText('用微信小程序的，在那里的“我的”里开')).toBeTruthy()
})

test('the row says how many messages are left, and nothing before anybody knows', () => {
  expect([null, { template: null, allowed: 0 }, { template: 't', allowed: 0 }, { template: 't', allowed: 3 }].map(remindFact)).toEqual([
    null, '县里还没有开通', '点一下，到期前微信告诉您一次', '还会告诉您 3 次，再点再加一次',
  ])
})
