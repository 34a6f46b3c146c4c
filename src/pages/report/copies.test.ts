import { namesIn } from './copies'

const text = (kind: 'to' | 'paragraph', words: string) => ({ kind, spans: [{ kind: 'text', text: words }] }) as const

test('names of people in the published text are listed once; those it is addressed to are not in it', () => {
  const document = { blocks: [text('to', '赵小云：'), text('paragraph', '党委书记张大山、乡长王二河带头学法。'), text('paragraph', '张大山包抓。')] }
  expect(namesIn(document, ['王二河', '张大山', '李四', '赵小云', '张大山'])).toEqual(['张大山', '王二河'])
})

test('a name of one character says nothing', () => {
  expect(namesIn({ blocks: [text('paragraph', '张贴标语')] }, ['张', ''])).toEqual([])
})
