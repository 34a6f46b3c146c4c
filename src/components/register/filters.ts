import type { Field } from '../../core/field'
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
  return (USUAL[type.kind] ?? Object.keys(type.fields)).filter((name) => isChoice(type, name) && !isGuarded(type, name))
}

/** All that can be chosen and is no chip: the other choices, ticks, and who or which unit has it. */
export function furtherFields(type: RecordType): readonly string[] {
  const usual = filterFields(type)
  return Object.entries(type.fields)
    .filter(([name, field]) => field.retired !== true && !usual.includes(name) && !isGuarded(type, name) && (isChoice(type, name) || field.kind === 'flag' || isHolder(field)))
    .map(([name]) => name)
}

function isChoice(type: RecordType, name: string): boolean {
  const kind = own(type.fields, name)?.kind
  return kind === 'choice' || kind === 'choices'
}

function isGuarded(type: RecordType, name: string): boolean {
  return Object.keys(type.protectedWhen ?? {}).includes(name)
}

/** A person or a unit of the directory. */
function isHolder(field: Field): boolean {
  return field.kind === 'ref' && (field.to === 'person' || field.to === 'unit')
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
