import type { Weapp } from './harness/open'
import { dataStats, openPhone, received, untilUploaded } from './phone'

// The steps of one day with one phone, each where the last one left it. Nobody in the demo county has these surnames.
describe('a grid worker with the WeChat package', () => {
  let weapp: Weapp

  beforeAll(async () => {
    weapp = await openPhone()
  })
  afterAll(() => weapp.close())

  test('gets in by one tap on a demo account, and the home page knows the villages', async () => {
    await weapp.waitText('演示账号')
    expect(await weapp.title()).toBe('登录')
    await weapp.tap(/^磙子营乡 网格员/)
    await weapp.waitText('最近记下的')
    await weapp.waitText('石碾沟村')
    expect(await weapp.title()).toBe('磙子营乡说事簿')
    expect(await weapp.route()).toBe('pages/home/index')
    // From then on the place of the last entry is known, and stands in the form.
    await received(weapp)
  }, 120_000)

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
    await weapp.waitText(/经过\n已上传\n[^]*当场化解。/)
    await weapp.waitText('常𠮷祥')
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

  test('did nothing the host refuses, and sent the view little at once', async () => {
    expect(weapp.errors).toEqual([])
    const { p50, p99, max } = await dataStats('quick entry', [weapp])
    expect(p50).toBeGreaterThan(0)
    expect(p99).toBeLessThanOrEqual(64 * 1024)
    expect(max).toBeLessThanOrEqual(256 * 1024)
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
