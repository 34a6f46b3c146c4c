import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { demoVariable } from '../setup/startDemo'
import { openWeapp, type Weapp } from './harness/open'

const dist = join(__dirname, '../../dist/weapp')
const builtFor = process.env.TARO_APP_SERVER ?? 'http://127.0.0.1:8787'
const kilobyte = 1024
/** The server judges within a second; a machine that runs all tests at once may take longer. */
const untilUploaded = 30_000

// The steps of one day with one phone, each where the last one left it. Nobody in the demo county has these surnames.
describe('a grid worker with the WeChat package', () => {
  let weapp: Weapp
  let largest = 0

  beforeAll(async () => {
    const serverUrl = process.env[demoVariable]
    if (serverUrl === undefined) throw new Error('The demo is not running: this file belongs to the jest project `system`')
    if (!existsSync(join(dist, 'app.json'))) throw new Error('dist/weapp is missing: run `npm run build:weapp` first')
    weapp = await openWeapp({ dist, serverUrl, domain: builtFor })
  })
  afterAll(() => weapp.close())
  afterEach(async () => {
    largest = Math.max(largest, (await weapp.setDataStats()).largest)
  })

  test('gets in by one tap on a demo account, and the home page knows the villages', async () => {
    await weapp.waitText('演示账号')
    expect(await weapp.title()).toBe('登录')
    await weapp.tap(/^磙子营乡 网格员/)
    await weapp.waitText('最近记下的')
    await weapp.waitText('石碾沟村')
    expect(await weapp.title()).toBe('磙子营乡说事簿')
    expect(await weapp.route()).toBe('pages/home/index')
  })

  test('saves a quick entry: a receipt at once, 已上传 and an official number soon', async () => {
    await enter('禚')
    await weapp.waitText(receipt)
    await weapp.waitText(/记下了[^]*已上传/, untilUploaded)
    await weapp.waitText(/编号 磙调〔\d{4}〕\d+号/)
  })

  test('finds the record on the home page and opens it: the five axes, and who did what', async () => {
    await weapp.tap({ css: '.sheet-close' })
    await weapp.waitText(row('禚', '已上传'))
    await weapp.tap('邻里・禚某')
    await weapp.waitText(/类型\n邻里\n难易\n简易\n途径\n网格员劝解\n协议\n口头协议\n结果\n调解成功\n/)
    await weapp.waitText(/经过\n已上传\n\d+月\d+日 常𠮷祥 当场化解。\n/)
    await weapp.back()
    await weapp.waitText('最近记下的')
  })

  test('saves without a signal, and the home page says where it is', async () => {
    await weapp.offline(true)
    await enter('逄')
    await weapp.waitText(receipt)
    await weapp.waitText(/记下了[^]*存在手机[^]*上传以后给正式编号/)
    await weapp.tap({ css: '.sheet-close' })
    await weapp.waitText('1 条存在手机')
    await weapp.waitText(row('逄', '存在手机'))
  })

  test('still has it after being killed, and uploads it by itself when the signal is back', async () => {
    await weapp.relaunch()
    await weapp.waitText('1 条存在手机')
    await weapp.waitText(row('逄', '存在手机'))
    await weapp.waitText(row('禚', '已上传'))
    await weapp.offline(false)
    await weapp.waitText('都已上传', untilUploaded)
    await weapp.waitText(row('逄', '已上传'))
  })

  test('did nothing the host refuses, and never sent the view more than 256 KB at once', () => {
    expect(weapp.errors).toEqual([])
    expect(largest).toBeGreaterThan(0)
    expect(largest).toBeLessThanOrEqual(256 * kilobyte)
  })

  async function enter(surname: string): Promise<void> {
    await weapp.tap('记纠纷')
    await weapp.waitText('哪一类')
    await weapp.input('姓就够', surname)
    await weapp.tap('邻里')
    await weapp.tap('调好了')
    await weapp.tap('保存')
    await weapp.waitText('记下了')
  }
})

const receipt = /记下了[^]*[0-9A-Z]{6}-\d{4}/

/** A row of 最近记下的. */
function row(surname: string, sync: string): RegExp {
  return new RegExp(`邻里・${surname}某\\n今天 \\d+:\\d+\\n口头协议\\n${sync}`)
}
