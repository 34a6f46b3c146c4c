import { writeFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { jpeg } from '../standin/pictures'
import { compiledOf, type CompiledPackage } from './harness/compile'
import { launchBrowser, type OpenOptions, type Weapp } from './harness/open'
import { adts, dataStats, dist, enter, labelled, openPhone, received, save, signIn, untilUploaded } from './phone'

/** Whole days of work with the WeChat package against the real server. Nobody else of the demo county writes these surnames, so that their records are found by them. */
let browser: Browser
let compiled: CompiledPackage
const phones: Weapp[] = []
const folder = mkdtempSync(join(tmpdir(), 'shuoshibu-journeys-'))

beforeAll(async () => {
  compiled = compiledOf(dist)
  browser = await launchBrowser()
})
afterAll(async () => {
  for (const phone of phones) await phone.close()
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

async function phone(options: Partial<OpenOptions> = {}): Promise<Weapp> {
  const weapp = await openPhone({ browser, compiled, ...options })
  phones.push(weapp)
  return weapp
}

const MEDIATOR = '前营乡 人民调解员'
const WORKER = '前营乡 网格员'
/** Of the record whose page is open, to open it on another phone. */
const addressOf = (weapp: Weapp): Promise<string> => weapp.route()

describe('a mediator works on a case', () => {
  let weapp: Weapp
  const photo = jpeg(4, 50_000)

  beforeAll(async () => {
    mkdirSync(join(folder, 'tmp'), { recursive: true })
    writeFileSync(join(folder, 'tmp', 'chosen.jpg'), photo)
    const chosen = { tempFilePath: 'wxfile://tmp/chosen.jpg', size: photo.length, width: 640, height: 480 }
    weapp = await phone({
      storageDir: folder,
      recording: adts(6000),
      mocks: { chooseMedia: { tempFiles: [chosen], type: 'image' }, compressImage: { tempFilePath: chosen.tempFilePath } },
    })
  })

  test('opens it without a signal', async () => {
    await signIn(weapp, MEDIATOR)
    await received(weapp)
    await weapp.offline(true)
    await weapp.tap('记纠纷')
    await weapp.waitText('哪一类')
    await weapp.input('姓就够', '禤')
    await weapp.tap('宅基地')
    await weapp.tap('先登记')
    await weapp.tap('保存')
    await weapp.waitText('记下了')
    await weapp.tap('看这一件')
    await weapp.waitText('待受理')
    await weapp.tap('受理')
    await weapp.tap('已告知权利义务')
    await save(weapp)
    await weapp.waitText('已受理')
  })

  test('killed in the middle of a form, finds every word of it again', async () => {
    await weapp.tap('记第 1 次调解')
    await weapp.input('调解记录', '到院里量了，石榴树两边各退半尺')
    await weapp.tap('成功')
    await weapp.waitText('成功')
    // The draft is written when the typing rests.
    await weapp.page.waitForTimeout(1_000)
    await weapp.relaunch()
    await weapp.waitText('接着写・禤某')
    await weapp.waitText('2 条存在手机')
    await weapp.tap('接着写・禤某')
    await weapp.waitText('调解记录')
    expect(await weapp.valueOf('调解记录')).toBe('到院里量了，石榴树两边各退半尺')
    expect(await weapp.count(labelled('成功，已选'))).toBe(1)
    await weapp.tap('保存')
    await weapp.waitText('3 条存在手机')
  })

  test('closes it with a photo, and all of it goes up by itself', async () => {
    await weapp.tap(/^房屋宅基地・禤某$/)
    await weapp.tap('调结')
    await weapp.tap('书面')
    await weapp.input('协议内容', '一、石榴树两边各退半尺。二、墙归东院砌。')
    await weapp.tap('拍照或选照片（可不拍）')
    await weapp.waitText('再添')
    await save(weapp)
    await weapp.waitText('已调结')
    await weapp.waitText('存在手机')
    await weapp.relaunch()
    await weapp.waitText(/4 条存在手机/)
    await weapp.offline(false)
    await weapp.waitText('都已上传', untilUploaded)
    await weapp.tap(/^房屋宅基地・禤某$/)
    await weapp.waitText(/前调〔\d{4}〕\d+号/)
    await weapp.waitText('已上传')
    expect(weapp.errors).toEqual([])
  })
})

describe('what a villager said', () => {
  let worker: Weapp
  let office: Weapp
  let matter = ''

  test('is written down without a signal, survives the kill, and goes to the unit that has to act', async () => {
    worker = await phone()
    office = await phone()
    await Promise.all([signIn(worker, '马楼乡 网格员'), enter(office, '马楼/综治中心')])
    await received(worker)
    await worker.offline(true)
    await worker.tap('记说事')
    await worker.tap('求助')
    await worker.input('说的什么事', '桥头的护栏断了一截，孩子上学从那儿过')
    await worker.tap('保存')
    await worker.waitText('记下了')
    await worker.relaunch()
    await worker.waitText('1 条存在手机')
    await worker.offline(false)
    await worker.waitText('都已上传', untilUploaded)
    await worker.tap(/^求助/)
    await worker.waitText('待交办')
    matter = await addressOf(worker)
    await office.relaunch(matter)
    await office.tap(labelled('交办'))
    await office.tap({ css: '[aria-label^="承办单位："]' })
    await office.tap('马楼乡派出所')
    await save(office)
    await office.waitText('等马楼乡派出所签收')
  })

  test('is signed for, settled, told to the villager, rated and closed', async () => {
    const station = await phone()
    await enter(station, '马楼/派出所')
    await station.relaunch(matter)
    await station.tap(labelled('签收'))
    await save(station)
    await station.tap(labelled('办结'))
    await station.input('怎么办的、怎么答复的', '护栏焊好了，又刷了反光漆')
    await save(station)
    await office.relaunch(matter)
    await office.tap(labelled('反馈给群众'))
    await save(office)
    await office.tap(labelled('满意'))
    await office.tap(labelled('记下满意'))
    await office.tap(labelled('归档'))
    await office.tap(labelled('确定归档'))
    await office.waitText('已归档')
    expect([...worker.errors, ...office.errors, ...station.errors]).toEqual([])
  })

  test('becomes a dispute; from one to the other and back the stack of pages stays within eight', async () => {
    await worker.relaunch()
    await worker.tap('记说事')
    await worker.tap('纠纷')
    await worker.input('说的什么事', '两家为出水口堵了吵起来')
    await worker.tap('保存')
    await worker.waitText('记下了')
    await worker.tap('看这一件')
    await worker.tap('更多')
    await worker.tap('转为纠纷')
    await worker.waitText('来自说事')
    await worker.tap({ css: '[aria-label^="类型："]' })
    await worker.tap('邻里')
    await worker.tap('保存')
    await worker.waitText('记下了')
    await worker.tap('看这一件')
    for (let i = 0; i < 5; i += 1) {
      await worker.tap(/^来自说事：/)
      await worker.tap(/^转成的纠纷：/)
      await worker.waitText('来自说事：')
    }
    expect((await worker.measures()).deepest).toBe(8)
    expect(worker.errors).toEqual([])
  })
})

describe('one record changed on two phones', () => {
  test('both changes are kept, the second phone is asked, and what it answers stands on both', async () => {
    const [first, second] = [await phone(), await phone()]
    await Promise.all([signIn(first, WORKER), signIn(second, WORKER)])
    await Promise.all([received(first), received(second)])
    await first.tap('记纠纷')
    await first.waitText('哪一类')
    await first.input('姓就够', '郄')
    await first.tap('邻里')
    await first.tap('先登记')
    await first.tap('保存')
    await first.waitText(/记下了[^]*已上传/, untilUploaded)
    await first.tap('看这一件')
    await first.waitText('待受理')
    const record = await addressOf(first)
    await second.relaunch(record)
    await second.waitText('待受理')
    await second.offline(true)
    await change(second, '墙根渗水，二叔说是瓦坏了')
    await second.relaunch()
    await second.waitText('1 条存在手机')
    await change(first, '墙根渗水，三婶说是水管漏')
    await first.waitText('已上传', untilUploaded)

    await second.offline(false)
    await second.waitText('1 条需核对', untilUploaded)
    await second.tap('1 条需核对')
    await second.waitText('两处写的不一样')
    await second.waitText('墙根渗水，二叔说是瓦坏了')
    await second.waitText('墙根渗水，三婶说是水管漏')
    await second.tap('用我的')
    await second.waitText('都核对过了')
    await second.relaunch()
    await second.waitText('都已上传', untilUploaded)
    await first.relaunch(record)
    await first.waitText('墙根渗水，二叔说是瓦坏了', untilUploaded)
    expect([...first.errors, ...second.errors]).toEqual([])
  })

  async function change(weapp: Weapp, text: string): Promise<void> {
    await weapp.tap('更多')
    await weapp.tap('改内容')
    await weapp.input('怎么回事、怎么商定的', text)
    await save(weapp)
  }
})

describe('a leader', () => {
  let weapp: Weapp

  test('opens a number of the board to its records, one of them, and comes back', async () => {
    weapp = await phone()
    await signIn(weapp, '前营乡 书记')
    await weapp.tab('看板')
    await weapp.tap({ css: '[aria-label^="受理"][aria-label$="看是哪些"]' })
    await weapp.waitText(/(找到|合计) \d+ 件/)
    await weapp.tap({ css: '.part .row', nth: 0 })
    await weapp.waitText('经过')
    await weapp.back()
    await weapp.waitText(/(找到|合计) \d+ 件/)
    await weapp.back()
    await weapp.waitText('受理')
    expect(await weapp.route()).toBe('pages/board/index')
  })

  test('opens the report of a year, a number of it, and the records behind that number', async () => {
    await weapp.relaunch('pages/report/list/index')
    await weapp.tap('前营乡2023年度报告')
    await weapp.waitText('法治政府')
    await weapp.tap({ css: '.op-figure', text: /^\d+$/, nth: 0 })
    await weapp.tap(/^看这 \d+ .$/)
    await weapp.waitText(/(找到|合计) \d+ 件/)
    await weapp.back()
    await weapp.waitText('法治政府')
    expect(weapp.errors).toEqual([])
  })
})

test('little crosses to the view at once, pages stay small, and the stack of pages is never full', async () => {
  const { p99, max, mostNodes, deepest } = await dataStats('journeys', phones)
  expect(p99).toBeLessThanOrEqual(64 * 1024)
  expect(max).toBeLessThanOrEqual(256 * 1024)
  expect(mostNodes).toBeLessThan(1000)
  expect(deepest).toBeLessThanOrEqual(8)
  for (const { errors } of phones) expect(errors).toEqual([])
})
