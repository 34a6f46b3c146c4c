import fc from 'fast-check'
import { maskAddress, masked, maskPhone } from './privacyMask'

test('a telephone number keeps its first three and last four digits, however it was typed', () => {
  expect(['13812345678', '138-1234-5678', '１３８１２３４５６７８', '138 1234 5678（儿子）'].map(maskPhone)).toEqual(Array(4).fill('138****5678'))
  expect(['0375-6123456', '6123456', '微信 laozhang', '13812345678、13987654321'].map(maskPhone)).toEqual(['037****3456', '612****56', '微***', '138****5678、139****4321'])
})

test('an address is cut after the village, the township or the county', () => {
  expect(['石桥村三组12号', '甲乡政府家属院', '叶县昆阳路3号', '幸福小区3号楼', '某某加工厂'].map(maskAddress)).toEqual(['石桥村＊＊', '甲乡＊＊', '叶县＊＊', '幸福＊＊', '某某＊＊'])
})

test('names of several people are masked one by one; what somebody is, is not shown at all', () => {
  expect(masked('name', '张三、欧阳修，诚信建筑公司')).toBe('张某、欧阳某、某公司')
  expect(masked('trait', '汉族')).toBe('＊＊')
  expect((['name', 'phone', 'address', 'trait', 'told'] as const).map((kind) => masked(kind, '  '))).toEqual(['', '', '', '', ''])
})

test('no mask of a number shows more than seven of its digits, nor five together', () => {
  fc.assert(fc.property(fc.stringMatching(/^[0-9]{7,18}$/), (number) => {
    const shown = maskPhone(number)
    expect(shown.replace(/\D/g, '').length).toBeLessThanOrEqual(7)
    expect(shown).not.toMatch(/\d{5}/)
  }))
})
