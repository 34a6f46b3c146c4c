import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { PRIVACY_DUTIES } from '../../src/client/platform/hostPrivacy'
import { jpeg } from '../standin/pictures'
import { compiledOf, type CompiledPackage } from './harness/compile'
import { HostFailure, phoneLimits } from './harness/disk'
import { launchBrowser, type Weapp } from './harness/open'
import { adts, dist, labelled, openPhone, received, save, signIn, untilUploaded } from './phone'

/** What goes wrong on a phone: each is said plainly, nothing is lost, and the work goes on. Nobody else of the demo county writes these surnames. */
const WORKER = '赵庄镇 网格员'

let browser: Browser
let compiled: CompiledPackage
let weapp: Weapp
const folder = mkdtempSync(join(tmpdir(), 'shuoshibu-trouble-'))
const photo = jpeg(9, 50_000)
const chosen = { tempFilePath: 'wxfile://tmp/chosen.jpg', size: photo.length, width: 640, height: 480 }

beforeAll(async () => {
  compiled = compiledOf(dist)
  browser = await launchBrowser()
  mkdirSync(join(folder, 'tmp'), { recursive: true })
  writeFileSync(join(folder, 'tmp', 'chosen.jpg'), photo)
  weapp = await openPhone({
    browser, compiled, storageDir: folder, recording: adts(6000), refused: ['scope.record'],
    privacy: { isAgreed: false, declared: PRIVACY_DUTIES.flatMap(({ api, referrers }) => [api, ...referrers]) },
    mocks: { compressImage: { tempFilePath: chosen.tempFilePath } },
  })
  await signIn(weapp, WORKER)
  await received(weapp)
})
afterAll(async () => {
  // The demo county is everybody's: other tests know it without.
  await setRecording('不开')
  await weapp.close()
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

// Whatever became of a test, the next finds the network there.
afterEach(() => weapp.offline(false))

test('the privacy terms are asked for in the program\'s words; refused, the rest goes on; agreed to, the photo is there', async () => {
  await weapp.mock('chooseMedia', { tempFiles: [chosen], type: 'image' })
  await begin(weapp, '仝')
  await weapp.tap(labelled('补充照片、金额、人数、全名，可以不填'))
  await weapp.tap('拍照或选照片（可不拍）')
  await weapp.waitText('用之前，请您先同意')
  await weapp.tap('不同意')
  await weapp.waitText('您没有同意用相册和拍照，照片没有添')
  await weapp.tap('拍照或选照片（可不拍）')
  await weapp.tap('同意')
  await weapp.waitText('再添')
})

test('the camera refused is said, a chooser closed is not, and the record is saved without', async () => {
  await weapp.mock('chooseMedia', () => { throw new HostFailure('auth deny') })
  await weapp.tap('再添')
  await weapp.waitText('手机不让用相机或相册')
  await weapp.mock('chooseMedia', () => { throw new HostFailure('cancel') })
  await weapp.tap('再添')
  await weapp.waitText('再添')
  expect(await weapp.text()).not.toContain('手机不让用')
  await finish(weapp)
  expect(weapp.errors).toEqual([])
})

test('the microphone refused is said; allowed, what was said is kept and goes up', async () => {
  await setRecording('开')
  await begin(weapp, '邸', '先登记')
  await finish(weapp, '看这一件')
  await weapp.waitText('待受理')
  await weapp.waitText('已上传', untilUploaded)
  await weapp.relaunch(await weapp.route())
  await weapp.waitText('待受理')
  await weapp.tap('更多')
  await weapp.tap('改内容')
  await weapp.tap({ css: '[aria-label^="还有"]' })
  await weapp.tap(/^录音（/)
  await weapp.waitText('没有话筒的权限，没有录')
  weapp.allow('scope.record')
  await weapp.tap(/^录音（/)
  await weapp.tap(/^正在录/)
  await weapp.waitText('再录一段')
  await save(weapp)
  await weapp.waitText('录音')
  await weapp.relaunch()
  await weapp.waitText('都已上传', untilUploaded)
  expect(weapp.errors).toEqual([])
})

test('a full phone says so, keeps showing what was written and what it has, and saves it once there is room', async () => {
  await weapp.waitText('邻里・邸某')
  await begin(weapp, '亢')
  weapp.limit({ files: 0, storage: 0 })
  await weapp.tap('保存')
  await weapp.waitText('手机存满了，这一件还没存上')
  expect(await weapp.valueOf('姓就够')).toBe('亢')
  expect(await weapp.count(labelled('邻里，已选'))).toBe(1)
  weapp.limit(phoneLimits)
  await finish(weapp)
  await weapp.waitText('邻里・亢某')
  await weapp.waitText('都已上传', untilUploaded)
  expect(weapp.errors).toEqual([])
})

test('rare characters and emoji in names are written, saved without a signal, killed, uploaded, shown and found', async () => {
  const [first, second] = ['𠮷䶮', '👨‍👩‍👧🇨🇳家']
  await weapp.offline(true)
  await begin(weapp, first)
  await weapp.input('可不填', second)
  await weapp.input('怎么回事、怎么商定的', '𬭎家的羊吃了䶮河边的菜🥬，赔了')
  await finish(weapp)
  await weapp.relaunch()
  await weapp.waitText('1 条存在手机')
  await weapp.waitText(/邻里・𠮷某和.+某/)
  await weapp.offline(false)
  await weapp.waitText('都已上传', untilUploaded)
  await weapp.tap(/^邻里・𠮷某和/)
  await weapp.waitText('𬭎家的羊吃了䶮河边的菜🥬，赔了')
  await weapp.tap('看全名')
  await weapp.waitText(first)
  await weapp.waitText(second)
  await weapp.back()
  await weapp.tab('台账')
  for (const words of ['𠮷䶮', '🥬', '䶮河边']) {
    await weapp.input(labelled('找台账'), words)
    await weapp.waitText(/找到 [1-9]\d* 件[^]*邻里・𠮷某和/)
  }
  await weapp.input(labelled('找台账'), '𠮷龘')
  await weapp.waitText('这样的条件下没有')
  expect(weapp.errors).toEqual([])
})

test.each([
  ['pages/report/list/index', /您的角色不看报告/],
  ['pages/admin/people/index', /管理员/],
  ['pages/admin/trail/index', /审计|管理员/],
  ['pages/admin/settings/one/index?name=x', /不归您管/],
  ['pages/submission/index', /不办对接/],
  ['pages/exports/index', /您的角色/],
  ['pages/imports/index', /您的角色|导入/],
  ['pages/devices/index', /不在您能看的范围里/],
  ['pages/record/index?kind=dispute&stream=01800000-0000-7000-8000-000000000000&id=01800000-0000-7000-8000-000000000001', /没有找到，或者不在您能看的范围里/],
])('who has no right to %s is told so', async (path, words) => {
  await weapp.relaunch(path)
  await weapp.waitText(words)
  expect(weapp.errors).toEqual([])
})

test('on the smallest phone, with the host\'s largest letters, upright and turned, everything can be reached', async () => {
  const small = await openPhone({ browser, compiled, viewport: { width: 360, height: 640 }, fontSize: 26 })
  await signIn(small, WORKER)
  await received(small)
  await fits(small)
  await begin(small, '郗')
  await fits(small)
  expect(await small.count({ css: '.page-largest' })).toBe(1)
  await small.resize({ width: 812, height: 375 })
  await fits(small)
  await finish(small)
  await fits(small)
  await small.resize({ width: 360, height: 640 })
  await small.tap('邻里・郗某')
  await small.waitText('经过')
  await fits(small)
  expect(small.errors).toEqual([])
  await small.close()
})

/** 录音 of the whole county, as its administrator sets it. */
async function setRecording(state: '开' | '不开'): Promise<void> {
  const office = await openPhone({ browser, compiled })
  await signIn(office, '演示县 县管理员')
  await office.relaunch(`pages/admin/settings/one/index?name=${encodeURIComponent('录音')}`)
  await office.waitText('全县')
  // A demo somebody works on may have been left so.
  if ((await office.text()).includes(`全县\n${state}\n`)) return office.close()
  await office.tap('全县')
  await office.tap({ css: `.sheet [aria-label^="${state}"]` })
  await office.tap('保存')
  // Once the sheet, which says the same words, has gone.
  await office.waitText(new RegExp(`^(?![^]*保存)[^]*全县\\n${state}`))
  // Told to the county, not only to the phone that is put away now.
  await office.relaunch('pages/me/index')
  await office.waitText('写下的都到县里了', untilUploaded)
  expect(office.errors).toEqual([])
  await office.close()
}

/** Nothing stands out at the side, and what is docked is on the screen. */
async function fits({ page }: Weapp): Promise<void> {
  const body = page.frameLocator('iframe.top').locator('body')
  const { wide, seen, docked, high } = await body.evaluate(({ ownerDocument: { documentElement, defaultView } }) => ({
    wide: documentElement.scrollWidth, seen: documentElement.clientWidth, high: defaultView?.innerHeight ?? 0,
    docked: [...documentElement.querySelectorAll('.dock')].map((each) => each.getBoundingClientRect().bottom),
  }))
  expect(wide).toBeLessThanOrEqual(seen)
  for (const bottom of docked) expect(bottom).toBeLessThanOrEqual(high + 1)
}

/** A dispute in quick entry, all but saved. */
async function begin(phone: Weapp, surname: string, result = '调好了'): Promise<void> {
  await phone.tap('记纠纷')
  await phone.waitText('哪一类')
  await phone.input('姓就够', surname)
  await phone.tap('邻里')
  await phone.tap(result)
}

async function finish(phone: Weapp, then = '×'): Promise<void> {
  await phone.tap('保存')
  await phone.waitText('记下了')
  await phone.tap(then === '×' ? { css: '.sheet-close' } : then)
}
