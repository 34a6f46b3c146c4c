import { ask, HostFailure, report } from './bridge.js'

/**
 * The host's privacy terms over the calls of `guarded`. `isAgreed`: as an earlier start left it; `declared`: what the terms name, null for
 * everything. A program that listens is asked and must show a button of its own; otherwise the host shows its window.
 */
export function createPrivacy({ guarded, isAgreed, declared, popups }) {
  const state = { isAgreed, listener: null, tapped: null }
  const agree = async () => {
    state.isAgreed = true
    await ask('privacyAgreed', {})
  }

  async function permit(name) {
    if (!guarded.includes(name)) return
    if (declared !== null && !declared.includes(name)) {
      report(`wx.${name} is used, but the privacy terms do not name it`)
      throw new HostFailure('api scope is not declared in the privacy agreement')
    }
    if (state.isAgreed) return
    if (!(await answer(name))) throw new HostFailure('privacy permission is not authorized')
    await agree()
  }

  async function answer(name) {
    if (state.listener === null) return (await popups.modal({ title: '用户隐私保护提示', content: name, cancelText: '拒绝', confirmText: '同意' })).confirm
    const { event, buttonId } = await new Promise(resolve => state.listener(given => given.event !== 'exposureAuthorization' && resolve(given), { referrer: name }))
    const isTapped = buttonId !== undefined && state.tapped === buttonId
    if (event === 'agree' && !isTapped) report('The program agreed to the privacy terms itself: no button of the kind agreePrivacyAuthorization was tapped')
    return event === 'agree' && isTapped
  }

  return {
    permit,
    listen: listener => void (state.listener = listener),
    agreed: id => void (state.tapped = id),
    calls: {
      getPrivacySetting: () => ({ needAuthorization: !state.isAgreed, privacyContractName: '《隐私保护指引》' }),
      requirePrivacyAuthorize: async () => {
        if (!state.isAgreed && !(await answer('requirePrivacyAuthorize'))) throw new HostFailure('privacy permission is not authorized')
        await agree()
      },
      openPrivacyContract: () => undefined,
    },
  }
}

/** The one recorder. What it hears comes from Node, and so does the person's refusal to let it hear anything. */
export function createRecorder({ log, later }, permit) {
  const heard = {}
  const state = { run: 0, timer: undefined, began: 0 }
  const tell = (kind, detail) => later(heard[kind], detail)
  const failed = error => tell('Error', { errMsg: `operateRecorder:fail ${error.message}` })
  const kinds = ['Start', 'Stop', 'Error', 'Pause', 'Resume', 'FrameRecorded', 'InterruptionBegin', 'InterruptionEnd']
  const stop = () => {
    if (state.run === 0) return failed(new HostFailure('recorder not start'))
    state.run = 0
    clearTimeout(state.timer)
    ask('recording', {}).then(file => tell('Stop', { ...file, duration: Date.now() - state.began }), failed)
  }
  return {
    ...Object.fromEntries(kinds.map(kind => [`on${kind}`, listener => void (heard[kind] = listener)])),
    start: (options = {}) => {
      log('RecorderManager.start', [options])
      permit('RecorderManager.start')
        .then(() => ask('permit', { scope: 'scope.record' }))
        .then(() => {
          Object.assign(state, { run: 1, began: Date.now(), timer: setTimeout(stop, options.duration ?? 60_000) })
          tell('Start', {})
        })
        .catch(failed)
    },
    stop,
    pause: () => tell('Pause', {}),
    resume: () => tell('Resume', {}),
  }
}
