import { BLANK, BREAK } from '../../../domain/papers/blank'
import { paragraphsOf } from './paragraphs'

/** So many characters are left for the pen where a form gives no room of its own. */
const ROOM = '　'.repeat(7)
const RUN = /<w:r(?=[\s>])[^>]*>(?:(?!<w:r[\s>]|<\/w:r>)[\s\S])*<\/w:r>/g
const TEXT = /<w:t(?=[\s>])[^>]*>([^<]*)<\/w:t>/g

/** A filled part with its marks made into what a page has for them: line breaks, ruled blanks, and nothing where an empty cell is blank enough. */
export function penned(xml: string): string {
  const cells = paragraphsOf(xml).filter(({ inCell, text }) => inCell && text !== '' && [...text].every((char) => char === BLANK || char.trim() === ''))
  const emptied = [...cells].flatMap(({ pieces }) => pieces).sort((a, b) => b.start - a.start).reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), xml)
  return emptied.replace(RUN, (run) => (run.includes(BLANK) || run.includes(BREAK) ? pennedRun(run) : run))
}

function pennedRun(run: string): string {
  const look = /<w:rPr>[\s\S]*?<\/w:rPr>/.exec(run)?.[0] ?? ''
  const ruled = `<w:rPr>${look.replace(/^<w:rPr>|<\/w:rPr>$/g, '').replace(/<w:u(?=[\s/])[^>]*\/>/g, '').replace(AFTER_RULE, (rest) => `<w:u w:val="single"/>${rest}`)}</w:rPr>`
  const withRule = ruled.includes('<w:u ') ? ruled : ruled.replace('</w:rPr>', '<w:u w:val="single"/></w:rPr>')
  return run.replace(TEXT, (_whole, text: string) => {
    const written = (part: string): string => (part === '' ? '' : part.split(BREAK).map((line) => `<w:t xml:space="preserve">${line}</w:t>`).join('<w:br/>'))
    return text.split(BLANK).map(written).join(`</w:r><w:r>${withRule}<w:t xml:space="preserve">${ROOM}</w:t></w:r><w:r>${look}`)
  })
}
/** What the schema wants behind an underline. */
const AFTER_RULE = /<w:(?:effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath)(?=[\s/>])[\s\S]*$/
