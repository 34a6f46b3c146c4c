import { quickEntryText } from '../h5/taps'
import type { Weapp } from './harness/open'
import { openPhone } from './phone'

const TEXT = '雨水流到院里，商定月底前把水管接到村沟'

test('in the WeChat package too who has done it twice needs at most five taps beside the typing', async () => {
  const weapp = await openPhone()
  const finger = { taps: 0 }
  await weapp.waitText('演示账号')
  await weapp.tap(/^木叶乡 网格员/)
  await weapp.waitText('最近记下的')
  await weapp.waitText('都已上传', 60_000)
  for (const surname of ['佴', '亓']) {
    await entered(weapp, finger, surname)
    await weapp.tap({ css: '.sheet-close' })
    await weapp.waitText('最近记下的')
  }
  finger.taps = 0
  const began = Date.now()
  await entered(weapp, finger, '逯')
  const seconds = (Date.now() - began) / 1_000
  process.stdout.write(quickEntryText('（小程序）', finger.taps, seconds, TEXT.length))
  expect(finger.taps).toBeGreaterThanOrEqual(4)
  expect(finger.taps).toBeLessThanOrEqual(5)
  expect(weapp.errors).toEqual([])
  await weapp.close()
})

/** The place of the last entry stands there already: nothing is tapped for it. A field that is written into belongs to the typing. */
async function entered(weapp: Weapp, finger: { taps: number }, surname: string): Promise<void> {
  const tap = async (words: string): Promise<void> => {
    finger.taps += 1
    await weapp.tap(words)
  }
  await tap('记纠纷')
  await weapp.waitText('哪一类')
  await weapp.input('姓就够', surname)
  await tap('邻里')
  await tap('调好了')
  await weapp.input('怎么回事、怎么商定的', TEXT)
  await tap('保存')
  await weapp.waitText('记下了')
}
