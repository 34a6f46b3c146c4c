import { PRIVACY_DUTIES, dutyOf, notGivenBy } from './platform/hostPrivacy'
import type { PrivacyWord } from './platform/privacyHost'
import { createPrivacyGate } from './privacyGate'

function host() {
  let ask = (_referrer: string, _say: (word: PrivacyWord) => void): void => undefined
  const said: string[] = []
  const gate = createPrivacyGate({ onAsked: (run) => void (ask = run), openContract: () => said.push('contract') })
  return { gate, said, ask: (referrer: string) => ask(referrer, ({ event, buttonId }) => said.push([referrer, event, ...(buttonId === undefined ? [] : [buttonId])].join(' '))) }
}

test('the sheet comes when the host asks, and the person’s word goes back with the button they tapped', () => {
  const { gate, said, ask } = host()
  expect(gate.store.getState()).toBeNull()
  ask('chooseMedia')
  expect(gate.store.getState()).toEqual({ referrer: 'chooseMedia' })
  gate.shown()
  gate.agreed('agree')
  expect(said).toEqual(['chooseMedia exposureAuthorization', 'chooseMedia agree agree'])
  expect(gate.store.getState()).toBeNull()
})

test('not agreeing ends the call that asked, and the next one asks again', () => {
  const { gate, said, ask } = host()
  ask('RecorderManager.start')
  gate.shown()
  gate.refused()
  ask('chooseMedia')
  expect(gate.store.getState()).toEqual({ referrer: 'chooseMedia' })
  expect(said).toEqual(['RecorderManager.start exposureAuthorization', 'RecorderManager.start disagree'])
})

test('calls that come while the sheet stands get the same word, each once', () => {
  const { gate, said, ask } = host()
  ask('chooseMedia')
  gate.shown()
  ask('chooseMessageFile')
  gate.shown()
  gate.refused()
  gate.refused()
  expect(said).toEqual(['chooseMedia exposureAuthorization', 'chooseMessageFile exposureAuthorization', 'chooseMedia disagree', 'chooseMessageFile disagree'])
})

test('what the host says of a refusal is told apart from a change of mind', () => {
  const said = (message: string): unknown => notGivenBy(new Error(message))
  expect([
    'chooseMedia:fail privacy permission is not authorized',
    'chooseMessageFile:fail api scope is not declared in the privacy agreement',
    'chooseMedia:fail cancel',
    'chooseMedia:fail auth deny',
    'chooseMedia:fail:system permission denied',
    'chooseMedia:fail no such thing',
  ].map(said)).toEqual(['privacy', 'privacy', null, 'permission', 'permission', 'broken'])
})

test('every duty says what for and what goes on without; an unknown one has no words', () => {
  for (const { referrers, purpose, without } of PRIVACY_DUTIES) for (const referrer of referrers) expect([dutyOf(referrer)?.purpose, without.length > 4]).toEqual([purpose, true])
  expect(dutyOf('getLocation')).toBeNull()
})
