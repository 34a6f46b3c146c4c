import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright-core'
import { WebSocketServer } from 'ws'
import { checkPackage } from './harness/checkPackage'
import { HostFailure } from './harness/disk'
import { launchBrowser, openWeapp, type OpenOptions, type Weapp } from './harness/open'

// Each test writes the smallest package that shows one rule of the host.

const folder = mkdtempSync(join(tmpdir(), 'weapp-fixtures-'))
let browser: Browser
let server: Server
let open: Weapp[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  server = createServer((request, response) => response.end(JSON.stringify({ asked: request.url })))
  new WebSocketServer({ server }).on('connection', (socket, request) =>
    socket.on('message', (said: Buffer, isBinary) => socket.send(isBinary ? said : `${String(said)} ${request.headers.authorization ?? ''}`)),
  )
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
})

afterEach(async () => {
  for (const weapp of open) await weapp.close()
  open = []
})

afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true })
})

interface Parts {
  readonly page?: string
  readonly wxml?: string
  readonly app?: object
  readonly files?: Readonly<Record<string, string>>
}

/** Writes a package of one page `a` (and whatever `files` adds) and answers its folder. */
function fixture({ page = '{}', wxml = '<view>{{text}}</view>', app = {}, files = {} }: Parts): string {
  const dist = mkdtempSync(join(folder, 'p-'))
  const all = { 'app.json': JSON.stringify({ pages: ['a'], ...app }), 'app.js': 'App({})', 'a.js': `Page(${page})`, 'a.wxml': wxml, ...files }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(dist, path)), { recursive: true })
    writeFileSync(join(dist, path), text)
  }
  return dist
}

async function run(parts: Parts, options: Partial<OpenOptions> = {}): Promise<Weapp> {
  const serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const weapp = await openWeapp({ dist: fixture(parts), serverUrl, domain: 'https://shuo.test', browser, ...options })
  open.push(weapp)
  return weapp
}

/** The page shows what the body sets as `text`; `say` sets it. */
const saying = (body: string): string => `{ data: { text: '' }, onLoad(query) { const say = text => this.setData({ text }); ${body} } }`

const problemsOf = (parts: Parts): string[] => checkPackage(fixture(parts)).findings.map(finding => `${finding.file}: ${finding.problem}`)

describe('what the host refuses', () => {
  test('a program that calls fetch fails', async () => {
    const weapp = await run({ page: '{ onLoad() { fetch("https://shuo.test/") } }' })
    expect(weapp.errors).toHaveLength(1)
    expect(weapp.errors[0]).toContain('fetch is not a function')
  })

  test('an error that is caught and only said on the console counts, words do not', async () => {
    const weapp = await run({ page: saying('console.error("slow"); try { query.n.map() } catch (error) { console.error(error); say("drawn") }') })
    await weapp.waitText('drawn')
    expect(weapp.errors).toHaveLength(1)
    expect(weapp.errors[0]).toContain('TypeError')
  })

  test('none of the browser can be seen, by name, by this, or by code made from text', async () => {
    const names = ['window', 'self', 'document', 'navigator', 'location', 'fetch', 'XMLHttpRequest', 'WebSocket', 'localStorage', 'indexedDB', 'crypto']
    const newer = ['TextEncoder', 'URL', 'AbortController', 'structuredClone', 'performance', 'btoa', 'Blob', 'Intl', 'BigInt', 'queueMicrotask', 'weapp', 'hostCall']
    const seen = [...names, ...newer].map(name => `typeof ${name} !== 'undefined' && '${name}'`).join(',')
    const made = ['new Function("return 1")', 'eval("1")', '(() => 1).constructor("return window")()'].map(code => `(() => { try { ${code}; return 'made' } catch { return false } })()`)
    const weapp = await run({ page: saying(`say([${seen}, ${made.join(',')}, (function () { return this })() && 'this', globalThis.document && 'global'].filter(Boolean).join() || 'nothing')`) })
    await weapp.waitText('nothing')
    expect(weapp.errors).toEqual([])
  })

  test('setData over 1 MiB is reported and what it carries is a copy', async () => {
    const weapp = await run({ page: saying("this.setData({ big: 'x'.repeat(1024 * 1024) }); const list = ['first']; this.setData({ list }); list[0] = 'second'; say(this.data.list[0] + typeof this.data.big)") })
    await weapp.waitText('firstundefined')
    expect(weapp.errors).toEqual([expect.stringContaining('setData: 1048586 bytes at once')])
    expect((await weapp.measures()).sizes).toEqual([1048586, 18, 25])
  })

  test('what came into the language after iOS 13.4 is not there', async () => {
    const newer = ['Object.hasOwn', 'Array.prototype.at', 'Array.prototype.findLast', 'Array.prototype.toSorted', 'String.prototype.at', 'Promise.any', 'Promise.withResolvers']
    const weapp = await run({ page: saying(`say([${newer.map(name => `${name} && '${name}'`).join(',')}].filter(Boolean).join() || 'old')`) })
    await weapp.waitText('old')
    expect(weapp.errors).toEqual([])
  })

  test('a device nobody mocked and a component nobody imitates are errors', async () => {
    const weapp = await run({ page: saying('wx.scanCode({ fail: ({ errMsg }) => say(errMsg) })'), wxml: '<view>{{text}}</view><video />' })
    await weapp.waitText('scanCode:fail')
    expect(weapp.errors).toEqual(expect.arrayContaining([expect.stringContaining('<video>'), expect.stringContaining('wx.scanCode')]))
  })

  test('a mock answers for a device, or makes it fail', async () => {
    const weapp = await run(
      { page: saying('wx.scanCode({ success: ({ result }) => wx.makePhoneCall({ phoneNumber: result, fail: ({ errMsg }) => say(result + errMsg) }) })') },
      { mocks: { scanCode: { result: '110' }, makePhoneCall: ({ phoneNumber }: { phoneNumber: string }) => { throw new HostFailure(`cancel ${phoneNumber}`) } } },
    )
    await weapp.waitText('110makePhoneCall:fail cancel 110')
    expect(weapp.errors).toEqual([])
  })

  test('a warning of the template compiler stops the start', async () => {
    await expect(run({ wxml: '<view><text></view>' })).rejects.toThrow('missing end tag')
  })

  test('a module outside the package or of another sub-package cannot be required', async () => {
    const app = { subPackages: [{ root: 's', pages: ['b'] }] }
    const sub = { 's/b.js': 'Page({})', 's/b.wxml': '<view />', 's/inside.js': 'module.exports = 1' }
    await expect(run({ app, files: { ...sub, 'a.js': "require('./s/inside'); Page({})" } })).rejects.toThrow('another sub-package')
    await expect(run({ files: { 'a.js': "require('fs'); Page({})" } })).rejects.toThrow("module 'fs.js' is not defined")
  })
})

describe('pages', () => {
  const two = { app: { pages: ['a', 'b'] }, files: { 'b.js': `Page(${saying("say(JSON.stringify(query) + getCurrentPages().length)")})`, 'b.wxml': '<view>{{text}}</view>' } }

  test('parameters arrive encoded, and lose what follows a second ? or =', async () => {
    const weapp = await run({ ...two, page: "{ onLoad() { wx.navigateTo({ url: '/b?name=王某&code=a%3Db&rest=1=2&bare&x=y?z=1' }) } }" })
    await weapp.waitText(JSON.stringify({ name: '%E7%8E%8B%E6%9F%90', code: 'a%3Db', rest: '1', bare: 'undefined', x: 'y' }))
    expect(await weapp.route()).toContain('b?name=%E7%8E%8B%E6%9F%90')
    await weapp.back()
    expect(await weapp.route()).toBe('a')
  })

  test('the eleventh page is refused', async () => {
    const files = { ...two.files, 'b.js': "Page({ data: { text: '' }, onLoad() { wx.navigateTo({ url: '/b', fail: ({ errMsg }) => this.setData({ text: errMsg + getCurrentPages().length }) }) } })" }
    const weapp = await run({ ...two, files, page: "{ onLoad() { wx.navigateTo({ url: '/b' }) } }" })
    await weapp.waitText('navigateTo:fail webview count limit exceed10')
  })

  test('tabs are reached by switchTab only, stay alive, and close what lies over them', async () => {
    const heard: string[] = []
    const life = (name: string): string => `onShow() { wx.vibrateShort({ type: '${name} shows' }) }, onHide() { wx.vibrateShort({ type: '${name} hides' }) }, onUnload() { wx.vibrateShort({ type: '${name} ends' }) }`
    const tabBar = { list: [{ pagePath: 'a', text: '甲' }, { pagePath: 'b', text: '乙' }] }
    const weapp = await run({
      app: { pages: ['a', 'b', 'c'], tabBar },
      page: `{ data: { text: '' }, onLoad() { wx.navigateTo({ url: '/b', fail: ({ errMsg }) => this.setData({ text: errMsg }) }) }, over() { wx.navigateTo({ url: '/c' }) }, ${life('a')} }`,
      wxml: '<view bindtap="over">over {{text}}</view>',
      files: { 'b.js': `Page({ ${life('b')} })`, 'b.wxml': '<view>second</view>', 'c.js': `Page({ ${life('c')}, home() { wx.switchTab({ url: '/a' }) } })`, 'c.wxml': '<view bindtap="home">home</view>' },
    })
    await weapp.waitText("navigateTo:fail can not navigateTo a tabbar page")
    await weapp.tap(/^over/)
    await weapp.tap('home')
    await weapp.tab('乙')
    await weapp.waitText('second')
    await weapp.tab('甲')
    for (const { name, args } of weapp.calls) if (name === 'vibrateShort') heard.push((args[0] as { type: string }).type)
    expect(heard).toEqual(['a shows', 'a hides', 'c shows', 'c ends', 'a shows', 'a hides', 'b shows', 'b hides', 'a shows'])
  })
})

describe('components', () => {
  test('a form submits what was typed, chosen and picked', async () => {
    const weapp = await run({
      page: `{
        data: { text: '', places: [['甲村', '乙村'], ['一组']], first: 0 },
        turned({ detail }) { if (detail.column === 0) this.setData({ 'places[1]': ['三组', '四组'] }) },
        picked({ detail }) { this.setData({ first: Number(detail.value) }) },
        submit({ detail }) { this.setData({ text: JSON.stringify(detail.value) }) },
      }`,
      wxml: `<form bindsubmit="submit">
        <input name="who" placeholder="谁和谁" /><textarea name="what" placeholder="怎么回事" auto-height /><switch name="money" />
        <radio-group name="result"><label><radio value="done" />调好了</label><label><radio value="not" checked />没调成</label></radio-group>
        <checkbox-group name="how"><label><checkbox value="oral" />口头</label><label><checkbox value="paper" />书面</label></checkbox-group>
        <picker mode="selector" name="level" range="{{['简易', '疑难']}}" value="{{first}}" bindchange="picked">难度</picker>
        <picker mode="date" value="2026-03-05" bindchange="picked">日期</picker>
        <picker mode="multiSelector" range="{{places}}" bindcolumnchange="turned" bindchange="submit">地点</picker>
        <button form-type="submit">提交</button></form><view>{{text}}</view>`,
    })
    await weapp.input('谁和谁', '李某与王某')
    await weapp.input('怎么回事', '一行\n两行')
    await weapp.tap({ css: 'wx-switch' })
    await weapp.tap('调好了')
    await weapp.tap('口头')
    await weapp.tap('书面')
    await weapp.pick('难度', '疑难')
    await weapp.tap('提交')
    await weapp.waitText(JSON.stringify({ who: '李某与王某', what: '一行\n两行', money: true, result: 'done', how: ['oral', 'paper'], level: 1 }))
    await weapp.pick('地点', '乙村', '四组')
    await weapp.waitText('[1,1]')
    expect(weapp.errors).toEqual([])
  })

  test('a tap bubbles until it is caught, a long press is none, a disabled button swallows it', async () => {
    const mark = (name: string): string => `${name}() { this.setData({ text: this.data.text + '${name} ' }) }`
    const weapp = await run({
      page: `{ data: { text: '' }, ${['outer', 'inner', 'held', 'caught'].map(mark).join()} }`,
      wxml: `<view bindtap="outer"><view bindtap="inner">bubbles</view><view catchtap="caught">stops</view>
        <view bindlongpress="held" bindtap="inner">hold</view><button disabled bindtap="inner">off</button></view><text>{{text}}</text>`,
    })
    await weapp.tap('bubbles')
    await weapp.tap('stops')
    await weapp.tap('off')
    await weapp.longPress('hold')
    await weapp.waitText('inner outer caught held')
  })
})

describe('what the phone keeps and reaches', () => {
  test('storage and files survive a relaunch, what was only in memory does not', async () => {
    const write = "wx.setStorageSync('k', { list: [1, '二'] }); const fs = wx.getFileSystemManager(); fs.mkdirSync(dir, true); fs.writeFileSync(dir + '/x.tmp', new Uint8Array([0, 255, 7]).buffer); fs.renameSync(dir + '/x.tmp', dir + '/x'); getApp().kept = 1; say('written')"
    const read = "say(JSON.stringify(wx.getStorageSync('k')) + new Uint8Array(wx.getFileSystemManager().readFileSync(dir + '/x')).join() + wx.getFileSystemManager().readdirSync(dir) + typeof getApp().kept)"
    const weapp = await run({ page: saying(`const dir = wx.env.USER_DATA_PATH + '/ops'; if (wx.getStorageInfoSync().keys.length === 0) { ${write} } else { ${read} }`) })
    await weapp.waitText('written')
    await weapp.relaunch()
    await weapp.waitText('{"list":[1,"二"]}0,255,7xundefined')
    expect(weapp.errors).toEqual([])
  })

  test('storage over 1 MB a key and files over the quota are refused, and so is a path outside', async () => {
    const attempt = (code: string): string => `try { ${code} } catch (error) { said.push(error.message) }`
    const codes = ["wx.setStorageSync('k', 'x'.repeat(1024 * 1024))", "fs.writeFileSync(usr + '/big', 'x'.repeat(2000))", "fs.writeFileSync('/etc/x', 'x')", "fs.readFileSync(usr + '/../../x')", "fs.readFileSync(usr + '/none', 'utf8')"]
    const weapp = await run(
      { page: saying(`const said = [], fs = wx.getFileSystemManager(), usr = wx.env.USER_DATA_PATH; ${codes.map(attempt).join(';')}; say(said.join('|'))`) },
      { limits: { files: 1000 } },
    )
    const outside = (path: string): string => `permission denied, open "${path}"`
    await weapp.waitText(
      [
        'setStorageSync:fail entry size limit reached',
        'writeFileSync:fail the maximum size of the file storage limit is exceeded',
        `writeFileSync:fail ${outside('/etc/x')}`,
        `readFileSync:fail ${outside('wxfile://usr/../../x')}`,
        'readFileSync:fail no such file or directory, readFile "wxfile://usr/none"',
      ].join('|'),
    )
  })

  test('requests go to the one domain, are recorded, and fail offline', async () => {
    const ask = "ask(event) { wx.request({ url: event.currentTarget.dataset.url, data: { 名: '李' }, success: ({ data }) => this.setData({ text: data.asked }), fail: ({ errMsg }) => this.setData({ text: errMsg }) }) }"
    const weapp = await run({ page: `{ data: { text: '' }, ${ask} }`, wxml: '<view data-url="https://shuo.test/x" bindtap="ask">ours</view><view data-url="https://else.test/" bindtap="ask">other</view><view>{{text}}</view>' })
    await weapp.tap('ours')
    await weapp.waitText('/x?%E5%90%8D=%E6%9D%8E')
    await weapp.tap('other')
    await weapp.waitText('request:fail url not in domain list')
    await weapp.offline(true)
    await weapp.tap('ours')
    await weapp.waitText(/request:fail$/)
    await weapp.relaunch()
    await weapp.tap('ours')
    await weapp.waitText(/request:fail$/)
    expect(weapp.requests.map(({ status, failure }) => [status, failure])).toEqual([[200, null], [null, 'url not in domain list'], [null, ''], [null, '']])
  })

  test('a socket carries its header and both kinds of message, and closes when the network goes', async () => {
    const weapp = await run({
      page: saying("const task = wx.connectSocket({ url: 'wss://shuo.test/poke', header: { authorization: 'token' } }); task.onOpen(() => { task.send({ data: 'hello' }); task.send({ data: new Uint8Array([1, 2]).buffer }) }); task.onMessage(({ data }) => say(this.data.text + (typeof data === 'string' ? data : new Uint8Array(data).join()))); task.onClose(({ code }) => say('closed ' + code))"),
    })
    await weapp.waitText('hello token1,2')
    await weapp.offline(true)
    await weapp.waitText('closed 1006')
  })
})

describe('what a person allows', () => {
  const record = "record() { const told = text => this.setData({ text }); const recorder = wx.getRecorderManager(); recorder.onStop(({ tempFilePath }) => told(new Uint8Array(wx.getFileSystemManager().readFileSync(tempFilePath)).join())); recorder.onError(({ errMsg }) => told(errMsg)); recorder.onStart(() => told('recording')); recorder.start({ duration: 5000, format: 'aac' }) }, stop() { wx.getRecorderManager().stop() }"
  const wxml = '<view bindtap="record">record</view><view bindtap="stop">stop</view><view bindtap="copy">copy</view><text>{{text}}</text>'

  test('the microphone records what the test says, or is refused', async () => {
    const weapp = await run({ page: `{ data: { text: '' }, ${record} }`, wxml }, { recording: Buffer.from([7, 8]), refused: ['scope.record'] })
    await weapp.tap('record')
    await weapp.waitText('operateRecorder:fail auth deny')
    weapp.allow('scope.record')
    await weapp.tap('record')
    await weapp.waitText('recording')
    await weapp.tap('stop')
    await weapp.waitText('7,8')
    expect(weapp.errors).toEqual([])
  })

  test('authorize fails after a refusal, and the settings tell of both', async () => {
    const ask = "const ask = scope => new Promise(done => wx.authorize({ scope, complete: ({ errMsg }) => done(errMsg) })); ask('scope.record').then(a => ask('scope.camera').then(b => wx.getSetting({ success: ({ authSetting }) => say([a, b, JSON.stringify(authSetting)].join(' ')) })))"
    const weapp = await run({ page: saying(ask) }, { refused: ['scope.camera'] })
    await weapp.waitText('authorize:ok authorize:fail auth deny {"scope.record":true,"scope.camera":false}')
  })

  const copy = "copy() { wx.setClipboardData({ data: 'x', complete: ({ errMsg }) => this.setData({ text: errMsg }) }) }"

  test('until the person has agreed to the privacy terms the host asks, once', async () => {
    const weapp = await run({ page: `{ data: { text: '' }, ${copy} }`, wxml }, { privacy: { isAgreed: false } })
    await weapp.tap('copy')
    await weapp.tap('拒绝')
    await weapp.waitText('setClipboardData:fail privacy permission is not authorized')
    await weapp.tap('copy')
    await weapp.tap('同意')
    await weapp.waitText('setClipboardData:ok')
    await weapp.relaunch()
    await weapp.tap('copy')
    await weapp.waitText('setClipboardData:ok')
    expect(weapp.errors).toEqual([])
  })

  test('a program that asks by itself needs a tap on its own button', async () => {
    const listen = "onLoad() { wx.onNeedPrivacyAuthorization((resolve, { referrer }) => { this.resolve = resolve; this.setData({ text: referrer }) }) }, agree() { this.resolve({ event: 'agree', buttonId: 'yes' }) }, sly() { this.resolve({ event: 'agree', buttonId: 'yes' }) }"
    const weapp = await run(
      { page: `{ data: { text: '' }, ${copy}, ${listen} }`, wxml: `${wxml}<button id="yes" open-type="agreePrivacyAuthorization" bindagreeprivacyauthorization="agree">I agree</button><view bindtap="sly">sly</view>` },
      { privacy: { isAgreed: false } },
    )
    await weapp.tap('copy')
    await weapp.waitText('setClipboardData')
    await weapp.tap('sly')
    await weapp.waitText('setClipboardData:fail privacy permission is not authorized')
    expect(weapp.errors).toEqual([expect.stringContaining('agreed to the privacy terms itself')])
    await weapp.tap('copy')
    await weapp.tap('I agree')
    await weapp.waitText('setClipboardData:ok')
  })

  test('what the terms do not name cannot be called', async () => {
    const weapp = await run({ page: `{ data: { text: '' }, ${copy} }`, wxml }, { privacy: { declared: ['chooseMedia'] } })
    await weapp.tap('copy')
    await weapp.waitText('setClipboardData:fail api scope is not declared in the privacy agreement')
    expect(weapp.errors).toEqual(['wx.setClipboardData is used, but the privacy terms do not name it'])
  })
})

describe('the phone itself', () => {
  test('tells its font size, and when it is turned', async () => {
    const weapp = await run({ page: `{ data: { text: '' }, onLoad() { this.setData({ text: wx.getAppBaseInfo().fontSizeSetting }); wx.onWindowResize(({ size }) => wx.vibrateShort({ type: size.windowWidth })) }, onResize({ size }) { this.setData({ text: size.windowWidth + 'x' + size.windowHeight }) } }` }, { fontSize: 26 })
    await weapp.waitText('26')
    await weapp.resize({ width: 812, height: 375 })
    await weapp.waitText('812x287')
    expect(weapp.calls.filter(({ name }) => name === 'vibrateShort').map(({ args }) => args)).toEqual([[{ type: 812 }]])
  })

  test('a query of the viewport answers what is seen, however long the page is', async () => {
    const weapp = await run({ page: "{ data: { text: '' }, onReady() { const query = wx.createSelectorQuery(); query.select('#long').boundingClientRect(); query.selectViewport().boundingClientRect(); query.exec(([long, seen]) => this.setData({ text: long.height + ' of ' + seen.height })) } }", wxml: '<view>{{text}}</view><view id="long" style="height: 5000px" />' })
    await weapp.waitText('5000 of 724')
  })

  test('tells of a newer version, and records that it was taken', async () => {
    const weapp = await run({ page: saying("const updates = wx.getUpdateManager(); updates.onUpdateReady(() => { say('ready'); updates.applyUpdate() }); updates.onUpdateFailed(() => say('failed'))") })
    await weapp.update('failed')
    await weapp.waitText('failed')
    await weapp.update('ready')
    await weapp.waitText('ready')
    expect(weapp.calls.filter(({ name }) => name === 'applyUpdate')).toHaveLength(1)
  })

  test('counts what crosses to the view, the nodes there and the pages, over all starts', async () => {
    const weapp = await run({ app: { pages: ['a', 'b'] }, page: "{ data: { list: [] }, onLoad() { this.setData({ list: ['x', 'y'] }); wx.navigateTo({ url: '/b' }) } }", wxml: '<view wx:for="{{list}}" wx:key="*this"><text>{{item}}</text></view>', files: { 'b.js': 'Page({})', 'b.wxml': '<view>second</view>' } })
    await weapp.waitText('second')
    expect([await weapp.nodes(), await weapp.depth()]).toEqual([2, 2])
    await weapp.relaunch()
    await weapp.waitText('second')
    expect(await weapp.measures()).toEqual({ sizes: [18, 18], mostNodes: 5, mostOn: 'a', deepest: 2 })
  })

  test('a disk that fills up while the program runs takes nothing more and keeps what it has', async () => {
    const body = "const fs = wx.getFileSystemManager(), file = wx.env.USER_DATA_PATH + '/x'; try { fs.writeFileSync(file, this.data.more) } catch (error) { return this.setData({ text: error.message + fs.readFileSync(file, 'utf8') }) } this.setData({ text: 'written' })"
    const weapp = await run({ page: `{ data: { text: '', more: 'kept' }, write() { ${body}; this.setData({ more: 'more than that' }) } }`, wxml: '<view bindtap="write">write</view><view>{{text}}</view>' })
    await weapp.tap('write')
    await weapp.waitText('written')
    weapp.limit({ files: 0 })
    await weapp.tap('write')
    await weapp.waitText('exceededkept')
  })
})

describe('the check of a package', () => {
  test('a sound package has no findings and its sizes are counted by sub-package', () => {
    const dist = fixture({ app: { subPackages: [{ root: 's', pages: ['b'] }] }, files: { 's/b.js': 'Page({})', 's/b.wxml': '' } })
    expect(checkPackage(dist)).toEqual({ findings: [], sizes: { '': expect.any(Number), s: 8 } })
  })

  test('missing files of pages and components are found', () => {
    const found = problemsOf({ app: { pages: ['a', 'gone'] }, files: { 'a.json': '{"usingComponents":{"c":"./c"}}', 'c.json': '{}', 'c.js': '' } })
    expect(found).toEqual([
      'gone.js: is missing, app.json names the page',
      'gone.wxml: is missing, app.json names the page',
      'a.json: uses the component c, whose .wxml is missing',
      'a.json: uses c, which does not say "component": true',
    ])
  })

  test('tabs outside the main package, too few of them, and missing icons of either theme are found', () => {
    const tabBar = { list: [{ pagePath: 's/b', text: '乙', iconPath: '@icon' }] }
    const found = problemsOf({
      app: { tabBar, themeLocation: 'theme.json', subPackages: [{ root: 's', pages: ['b'] }] },
      files: { 's/b.js': '', 's/b.wxml': '', 'theme.json': '{"light":{"icon":"i.png"},"dark":{}}', 'i.png': '' },
    })
    expect(found).toEqual([
      'app.json: 1 tabs, the host takes 2 to 5',
      'app.json: the tab s/b is no page of the main package',
      'app.json: the tab icon @icon of the theme "dark" is missing',
    ])
  })

  test('code too new for old phones, foreign hosts and server code are found; comments do not count', () => {
    expect(problemsOf({ page: '{ x: this?.y }' })).toEqual([expect.stringContaining('a.js: does not parse')])
    expect(problemsOf({ page: '/* https://cdn.test */ { a: /(?<=x)y/, b: "https://cdn.test/font", c: `http://www.w3.org/2000/svg`, d: "DATABASE_URL" }' })).toEqual([
      'a.js: /(?<=x)y/ looks behind, which iOS before 16.4 cannot read',
      'a.js: names the foreign host cdn.test',
      'a.js: contains server code: DATABASE_URL',
    ])
  })

  test('methods that are too new, private calls the terms do not name, canvases, fonts and foreign pictures are found', () => {
    const parts: Parts = {
      page: '{ a() { [].findLast(x => x); wx.getLocation({}); wx.chooseMedia({}); wx.loadFontFace({}); new RegExp("(?<!x)y") }, b: { toSorted: 1 } }',
      wxml: '<canvas /><image src="https://cdn.test/a.png" /><image src="/a.png" />',
      files: { 'a.wxss': '@font-face { font-family: x } .a { background: url("//cdn.test/b.png") } .b { background: url(data:image/png;base64,xx) }' },
    }
    expect(checkPackage(fixture(parts), { privateCalls: ['chooseMedia'] }).findings.map(({ file, problem }) => `${file}: ${problem}`)).toEqual([
      'a.wxss: style sheets cannot use files of the package: //cdn.test/b.png',
      'a.wxml: draws with <canvas',
      'a.wxml: draws with src="https://cdn.test/a.png"',
      'a.wxss: draws with @font-face',
      'a.wxss: draws with url("//cdn.test/b.png")',
      'a.js: calls findLast, which iOS before 15.4 does not know',
      'a.js: calls getLocation, which the privacy terms do not name',
      'a.js: calls loadFontFace',
      'a.js: the text (?<!x)y looks behind, should it become a regular expression',
    ])
  })

  test('templates that do not close, lost imports, local pictures in styles and broken JSON are found', () => {
    expect(problemsOf({ wxml: '<view><text></view><import src="./lost.wxml" />', files: { 'a.wxss': '.x { background: url(pic.png) }', 'a.json': '{' } })).toEqual([
      expect.stringContaining('a.json:'),
      'a.wxss: style sheets cannot use files of the package: pic.png',
      'a.wxml: line 1: missing end tag',
      'a.wxml: refers to lost.wxml, which is missing',
    ])
  })
})
