import Taro from '@tarojs/taro'

/** Heights of the parts drawn on the page on top, and of its window. While pages change there may be none to measure: then nothing is answered. */
export function measureParts(done: (parts: readonly number[], screen: number) => void): void {
  const query = Taro.createSelectorQuery()
  query.selectAll('.part').boundingClientRect()
  query.selectViewport().boundingClientRect()
  query.exec((answers) => {
    const [parts, viewport] = answers as readonly [readonly { readonly height: number }[] | null, { readonly height: number } | null]
    if (parts !== null && parts !== undefined) done(parts.map(({ height }) => height), viewport?.height ?? 0)
  })
}
