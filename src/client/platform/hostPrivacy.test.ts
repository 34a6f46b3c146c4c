import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PRIVACY_DUTIES } from './hostPrivacy'

/** Calls of WeChat with a row in 用户隐私保护指引, by its documents of 2026. `getRecorderManager` stands for its `start`. */
const OF_WECHAT = new Set(`
  getUserInfo getUserProfile getLocation startLocationUpdate startLocationUpdateBackground onLocationChange getFuzzyLocation choosePoi chooseLocation
  chooseAddress chooseInvoiceTitle chooseInvoice getWeRunData chooseLicensePlate chooseImage chooseMedia chooseVideo chooseMessageFile
  startRecord getRecorderManager joinVoIPChat createVKSession createCameraContext createLivePusherContext openBluetoothAdapter createBLEPeripheralServer
  saveImageToPhotosAlbum saveVideoToPhotosAlbum addPhoneContact addPhoneRepeatCalendar addPhoneCalendar setClipboardData getClipboardData
  startAccelerometer startCompass startDeviceMotionListening startGyroscope authorize chooseContact getScreenRecordingState`.trim().split(/\s+/))

/** Components and buttons of the same kind. */
const COMPONENTS = /open-?type="?(?:getPhoneNumber|getRealtimePhoneNumber|chooseAvatar|getUserInfo)|type="nickname"|<(?:Camera|LivePusher|Map|VoipRoom)\b/i

const SOURCES = join(__dirname, '../..')
const files = readdirSync(SOURCES, { recursive: true }).map(String)
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('server') && !/\.h5\.tsx?$/.test(file))
const text = files.map((file) => readFileSync(join(SOURCES, file), 'utf8')).join('\n')

test('what is declared is exactly what the program calls', () => {
  const called = new Set([...text.matchAll(/\b(?:Taro|wx)\.(\w+)/g)].map(([, name]) => name ?? '').filter((name) => OF_WECHAT.has(name)))
  expect([...called].sort()).toEqual(PRIVACY_DUTIES.map(({ api }) => api).sort())
  expect(COMPONENTS.exec(text)).toBeNull()
})

test('no place is ever asked for, so that nothing stands in requiredPrivateInfos', () => {
  expect(files.filter((file) => /getLocation|chooseLocation|getFuzzyLocation|requiredPrivateInfos/.test(readFileSync(join(SOURCES, file), 'utf8')))).toEqual([])
  expect(readFileSync(join(SOURCES, 'app.config.ts'), 'utf8')).toMatch(/__usePrivacyCheck__: true/)
})

test('the release guide holds, word for word, what is to be pasted into the console', () => {
  const guide = readFileSync(join(SOURCES, '../docs/release.md'), 'utf8')
  for (const { heading, purpose, api } of PRIVACY_DUTIES) expect([heading, purpose, api].filter((words) => !guide.includes(words))).toEqual([])
})
