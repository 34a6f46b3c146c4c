import { paper, paperCss, paperPrintCss, closingIndent } from './paper'

test('the page of the screen and that of paper have the margins and the grid of the standard', () => {
  expect(paperPrintCss('gov')).toContain('size: 210mm 297mm; margin: 37mm 26mm 35mm 28mm')
  expect(paperCss('gov')).toContain('left: 28mm; top: 37mm; width: 156mm; height: 636.9pt')
  expect(paperCss('gov')).toMatch(/font: 16pt\/28\.95pt 'Official Latin', '仿宋_GB2312', '仿宋', 'FangSong', serif; letter-spacing: -0\.25pt/)
  expect(paper.pitchMm).toBe(216)
})

test('a township without the faces of government PCs has those every Windows has', () => {
  expect(paperCss('plain')).toMatch(/font: 16pt\/28\.95pt 'Official Latin', '仿宋', 'FangSong', serif/)
})

test('page numbers stand on the outer side', () => {
  expect(paperPrintCss('gov')).toMatch(/@page :right \{ @bottom-right \{ content: '— ' counter\(page\) ' —'/)
  expect(paperPrintCss('gov')).toMatch(/@page :left \{ @bottom-left /)
})

test('a closing line keeps its places free whatever the width of the page', () => {
  expect(closingIndent(14)).toBe('50%')
})
