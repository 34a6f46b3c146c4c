import { ask, guard, HostFailure, report, toBytes } from './bridge.js'
import { createCalls } from './calls.js'
import { DEVICES, DEVICES_AT_ONCE, EVENTS, QUIET } from './names.js'
import { createObserver, createQuery } from './query.js'
import { createFileSystem, createStorage } from './wxDisk.js'
import { createNetworkApi } from './wxNetwork.js'
import { createPrivacy, createRecorder } from './wxPersonal.js'

const STATUS_BAR = 44

/** The `wx` of the program, and what the harness may tell it. What the host refuses is `{ errMsg: 'name:fail …' }`. */
export function createWx({ mocked: names, isConnected, launchOptions, router, popups, redraw, theme, fontSize, privacy: asked, onError }) {
  const mocked = new Set(names)
  const privacy = createPrivacy({ ...asked, popups })
  const calls = createCalls(mocked, privacy.permit, onError)
  const storage = createStorage(calls)
  const network = createNetworkApi(calls)
  const fileSystem = createFileSystem(calls)
  const recorder = createRecorder(calls, privacy.permit)
  const updates = createUpdates(calls)
  const listeners = Object.fromEntries(EVENTS.map(name => [name, new Set()]))
  const state = { isConnected, logins: 0 }
  const emit = (name, detail) => {
    for (const listener of listeners[name]) setTimeout(() => guard(() => listener(detail)))
  }
  const networkType = () => ({ isConnected: state.isConnected, networkType: state.isConnected ? 'wifi' : 'none' })
  const unprovided = name => () => {
    report(`wx.${name} was called; give openWeapp a mock for it`)
    throw new HostFailure('not imitated')
  }
  const each = (entries, form) => Object.fromEntries(entries.map(([name, run]) => [name, form(name, run)]))

  const asynchronous = {
    ...Object.fromEntries([...DEVICES, ...names].map(name => [name, unprovided(name)])),
    ...Object.fromEntries(QUIET.map(name => [name, () => undefined])),
    ...storage.asynchronous,
    ...windowCalls({ router, popups, redraw }),
    ...router.calls,
    ...privacy.calls,
    ...permissionCalls(),
    getSystemInfo: () => synchronous.getSystemInfoSync(),
    getNetworkType: networkType,
    login: () => ({ code: `code-${++state.logins}` }),
    getRandomValues: ({ length }) => ({ randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer }),
    openDocument: ({ filePath }) => ask('fs.access', { path: filePath }),
  }
  const synchronous = {
    ...Object.fromEntries(DEVICES_AT_ONCE.map(name => [name, unprovided(name)])),
    ...storage.synchronous,
    ...phoneFacts(theme, fontSize),
    getRecorderManager: () => recorder,
    onNeedPrivacyAuthorization: privacy.listen,
    getFileSystemManager: () => fileSystem,
    getLaunchOptionsSync: () => launchOptions,
    getEnterOptionsSync: () => launchOptions,
    getUpdateManager: () => updates.manager,
    createSelectorQuery: () => createQuery(() => router.top().frame),
    createIntersectionObserver: (_, options) => createObserver(() => router.top().frame, options),
    canIUse: name => Object.keys(api).includes(name.split('.')[0]) || !/^[a-z]+[A-Z]/.test(name),
    nextTick: call => calls.later(call),
  }
  const api = {
    env: { USER_DATA_PATH: 'wxfile://usr' },
    base64ToArrayBuffer: toBytes,
    ...network.api,
    ...each(Object.entries(asynchronous), calls.asynchronous),
    ...each(Object.entries(synchronous), calls.synchronous),
    ...Object.fromEntries(EVENTS.map(name => [`on${name}`, listener => void listeners[name].add(listener)])),
    ...Object.fromEntries(EVENTS.map(name => [`off${name}`, listener => (listener === undefined ? listeners[name].clear() : void listeners[name].delete(listener))])),
  }
  return {
    api,
    emit,
    mocked: name => void mocked.add(name),
    setConnected: now => {
      state.isConnected = now
      emit('NetworkStatusChange', networkType())
    },
    socketEvent: network.socketEvent,
    agreed: privacy.agreed,
    update: updates.tell,
  }
}

function windowCalls({ router, popups, redraw }) {
  const refuseLong = (name, text = '') => {
    if (text.length > 4) throw new HostFailure(`${name} length should not larger than 4 Chinese characters`)
  }
  return {
    showToast: ({ title, duration = 1500, mask = false }) => popups.showToast({ title, duration, mask }),
    hideToast: () => popups.hideToast(),
    showLoading: ({ title, mask = false }) => popups.showToast({ title, mask }),
    hideLoading: () => popups.hideToast(),
    setClipboardData: () => popups.showToast({ title: '内容已复制', duration: 1500 }),
    showModal: options => {
      refuseLong('confirmText', options.confirmText)
      refuseLong('cancelText', options.cancelText)
      return popups.modal(options)
    },
    showActionSheet: async ({ itemList }) => {
      if (itemList.length > 6) throw new HostFailure('parameter error: itemList should not be large than 6')
      const tapIndex = await popups.sheet(itemList)
      if (tapIndex === null) throw new HostFailure('cancel')
      return { tapIndex }
    },
    setNavigationBarTitle: ({ title }) => {
      router.top().title = title
      redraw()
    },
    setNavigationBarColor: ({ frontColor, backgroundColor }) => {
      Object.assign(router.top(), { barText: frontColor, barColor: backgroundColor })
      redraw()
    },
    pageScrollTo: ({ scrollTop, selector }) => {
      const { contentWindow, contentDocument } = router.top().frame
      const at = selector === undefined ? scrollTop : contentDocument.querySelector(selector).getBoundingClientRect().top + contentWindow.scrollY
      contentWindow.scrollTo(0, at)
    },
  }
}

/** What the person allowed the program; Node knows it, because it outlasts a cold start. */
function permissionCalls() {
  const authSetting = async () => ({ authSetting: await ask('permissions', {}) })
  return { authorize: ({ scope }) => ask('permit', { scope }), getSetting: authSetting, openSetting: authSetting }
}

/** The new version of the program that the host fetched: `tell` says so, `applyUpdate` is only recorded. */
function createUpdates({ log, later }) {
  const heard = {}
  const manager = {
    onCheckForUpdate: call => later(call, { hasUpdate: false }),
    onUpdateReady: call => void (heard.ready = call),
    onUpdateFailed: call => void (heard.failed = call),
    applyUpdate: () => log('applyUpdate', []),
  }
  return { manager, tell: outcome => later(heard[outcome], {}) }
}

function phoneFacts(theme, fontSizeSetting) {
  const getWindowInfo = () => {
    const { width, height, top } = document.getElementById('frames').getBoundingClientRect()
    const safeArea = { left: 0, right: width, top: STATUS_BAR, bottom: innerHeight, width, height: innerHeight - STATUS_BAR }
    const screen = { pixelRatio: devicePixelRatio, screenWidth: innerWidth, screenHeight: innerHeight, screenTop: top }
    return { ...screen, windowWidth: width, windowHeight: height, statusBarHeight: STATUS_BAR, safeArea }
  }
  const getAppBaseInfo = () => ({ SDKVersion: '3.8.0', version: '8.0.50', language: 'zh_CN', theme: theme(), fontSizeSetting, host: { env: 'WeChat' } })
  const getDeviceInfo = () => ({ brand: 'harness', model: 'harness', system: 'Android 13', platform: 'android', benchmarkLevel: 20 })
  return {
    getWindowInfo,
    getAppBaseInfo,
    getDeviceInfo,
    getSystemInfoSync: () => ({ ...getWindowInfo(), ...getAppBaseInfo(), ...getDeviceInfo() }),
    getMenuButtonBoundingClientRect: () => ({ width: 87, height: 32, top: 48, bottom: 80, left: innerWidth - 97, right: innerWidth - 10 }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'wx0000000000000000', envVersion: 'develop', version: '' } }),
  }
}
