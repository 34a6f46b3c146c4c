import { FIRST_CODE, LETTERS, OTHERWISE } from './table'

/** 石桥村 → sqc. A character that names read otherwise too gives several: 单老五 → dlw, slw. Letters and digits stand for themselves. */
export type Initials = (text: string) => readonly string[]

/** A name of ten such characters does not become a thousand. */
const MOST = 8

export const initialsOf: Initials = (text) => {
  let readings = ['']
  for (const character of text.toLowerCase()) {
    const [usual, ...others] = readingsOf(character)
    if (usual === undefined) continue
    const isRoom = readings.length * (others.length + 1) <= MOST
    readings = [usual, ...(isRoom ? others : [])].flatMap((letter) => readings.map((before) => before + letter))
  }
  return readings.filter((letters) => letters !== '')
}

function readingsOf(character: string): readonly string[] {
  if (/[a-z0-9]/.test(character)) return [character]
  const letter = LETTERS[character.charCodeAt(0) - FIRST_CODE]
  if (letter === undefined || letter === '-') return []
  const at = OTHERWISE.indexOf(character)
  const others = at === -1 ? '' : /^[a-z]+/.exec(OTHERWISE.slice(at + 1))?.[0] ?? ''
  return [letter, ...others]
}
