import { own } from '../../core/own'
import { isCounted, type RecordType } from '../../core/recordType'
import type { Choice } from '../Chip'

/** What registers are mostly narrowed by, in the order of the chips; other kinds offer all their choices. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  dispute: ['result', 'type', 'difficulty', 'route', 'form', 'source'],
  matter: ['kind', 'source', 'outcome', 'rating'],
  outreach: ['kind', 'audience', 'channel', 'themeDay'],
}

/** Choice fields of the chips. Never the one that says a record is protected: narrowing by it would tell. */
export function filterFields(type: RecordType): readonly string[] {
  const hidden = Object.keys(type.protectedWhen ?? {})
  const offered = USUAL[type.kind] ?? Object.keys(type.fields)
  return offered.filter((name) => {
    const kind = own(type.fields, name)?.kind
    return (kind === 'choice' || kind === 'choices') && !hidden.includes(name)
  })
}

/** Stages in which something is left to do: 在办. */
export function openStages(type: RecordType): readonly string[] {
  return Object.entries(type.stages).filter(([name, stage]) => stage.done !== true && isCounted(type, name)).map(([name]) => name)
}

export function stageChoices(type: RecordType): readonly Choice[] {
  return Object.entries(type.stages).map(([code, { label }]) => ({ code, text: label }))
}

/** The words on a chip that is set: 在办, or what was chosen. */
export function chosenText(type: RecordType, name: string, codes: readonly string[], choices: readonly Choice[]): string {
  const open = openStages(type)
  const isOpen = name === 'stage' && codes.length === open.length && codes.every((code) => open.includes(code))
  if (isOpen) return '在办'
  const words = codes.map((code) => (code === '' ? '还没有' : choices.find((choice) => choice.code === code)?.text ?? code))
  return words.length > 2 ? `${words.slice(0, 2).join('、')}等` : words.join('、')
}
