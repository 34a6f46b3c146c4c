import { isWord } from './names'
import { levelOf } from './numbering'
import { visitXml } from './xml'

/** A paragraph style as the text cares about it. WPS gives styles new ids when it saves; their names stay. */
export interface StyleInfo {
  /** Lower case: title, heading 1, 主送机关. */
  readonly name: string
  readonly basedOn: string | null
  readonly numId: string | null
  readonly level: number
}

/** By id; what cannot be read is not there. */
export function readStyles(xml: string): ReadonlyMap<string, StyleInfo> {
  const styles = new Map<string, StyleInfo>()
  let id: string | null = null
  let made: StyleInfo = NONE
  visitXml(xml, isWord, {
    open(name, attribute) {
      if (name === 'style') [id, made] = [attribute('styleId'), NONE]
      else if (name === 'name') made = { ...made, name: (attribute('val') ?? '').toLowerCase() }
      else if (name === 'basedOn') made = { ...made, basedOn: attribute('val') }
      else if (name === 'numId') made = { ...made, numId: attribute('val') }
      else if (name === 'ilvl') made = { ...made, level: levelOf(attribute('val')) }
    },
    close(name) {
      if (name === 'style' && id !== null) styles.set(id, made)
    },
    text: () => undefined,
  })
  return styles
}

const NONE: StyleInfo = { name: '', basedOn: null, numId: null, level: 0 }
