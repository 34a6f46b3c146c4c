import { createHash, randomInt } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jpeg } from '../standin/pictures'
import { openPhone, received } from './phone'

test('a photo from WeChat\'s chooser is kept without a signal, and goes up in pieces of bytes behind its record', async () => {
  const storageDir = mkdtempSync(join(tmpdir(), 'shuoshibu-photo-'))
  mkdirSync(join(storageDir, 'tmp'), { recursive: true })
  // What the server has it does not ask for again: each try takes another.
  const photo = jpeg(randomInt(2 ** 31), 70_000)
  writeFileSync(join(storageDir, 'tmp', 'chosen.jpg'), photo)
  const chosen = { tempFilePath: 'wxfile://tmp/chosen.jpg', size: photo.length, width: 3000, height: 4000 }
  const asked: unknown[] = []
  const weapp = await openPhone({ storageDir, mocks: {
    chooseMedia: (options: unknown) => (asked.push(options), { tempFiles: [chosen], type: 'image' }),
    compressImage: (options: unknown) => (asked.push(options), { tempFilePath: chosen.tempFilePath }),
  } })
  try {
    await weapp.waitText('演示账号')
    await weapp.tap(/^磙子营乡 网格员/)
    await weapp.waitText('最近记下的')
    await weapp.waitText('石碾沟村')
    await received(weapp)
    await weapp.offline(true)
    await weapp.tap('记纠纷')
    await weapp.waitText('哪一类')
    await weapp.tap('邻里')
    await weapp.tap('调好了')
    await weapp.tap(/^补充/)
    await weapp.tap(/拍照或选照片/)
    await weapp.waitText('再添')
    expect(asked).toEqual([
      expect.objectContaining({ count: 9, mediaType: ['image'], sizeType: ['compressed'] }),
      expect.objectContaining({ src: chosen.tempFilePath, quality: 70, compressedWidth: 1200, compressedHeight: 1600 }),
    ])
    await weapp.tap('保存')
    await weapp.waitText('记下了')
    await weapp.offline(false)
    await weapp.waitText(/记下了[^]*已上传/, 30_000)
    const id = createHash('sha256').update(photo).digest('hex')
    const sent = () => weapp.requests.filter(({ url, status }) => url.includes(`/${id}/`) && status === 200).map(({ url, header }) => [Number(url.split('/').pop()), header['content-type']])
    for (const end = Date.now() + 30_000; sent().length < 3 && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 200))
    expect(weapp.errors).toEqual([])
    expect(sent()).toEqual([0, 1, 2].map((piece) => [piece, 'application/octet-stream']))
  } finally {
    await weapp.close()
    rmSync(storageDir, { recursive: true, force: true })
  }
}, 240_000)
