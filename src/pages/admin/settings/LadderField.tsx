import { View } from '@tarojs/components'
import { LEVELS } from '../../../domain/disputeCodes'
import { DEFAULT_LADDER, MOST_IN_NAME, stepsIn, type Level, type Step } from '../../../domain/ladder'
import { ChipGroup } from '../../../components/Chip'
import { FieldFrame } from '../../../components/FieldFrame'
import { TextInput } from '../../../components/TextInput'

/** The levels there are steps at, and what each is called; written as people say it. */
export function LadderField({ value, onText }: { readonly value: string; onText(text: string): void }) {
  // A name that is being typed is empty for a moment: a full stop of the parser, not of the person.
  const steps = typed(value) ?? stepsIn(value) ?? DEFAULT_LADDER
  const levels = Object.keys(LEVELS) as Level[]
  const put = (next: readonly Step[]): void => onText(next.map(({ level, name }) => `${labelOf(level)}=${name}`).join('、'))
  const choose = (codes: readonly string[]): void => put(levels.filter((level) => codes.includes(level)).map((level) => steps.find((step) => step.level === level) ?? { level, name: labelOf(level) }))
  return (
    <View>
      <ChipGroup many label="哪几级" choices={levels.map((level) => ({ code: level, text: labelOf(level) }))} picked={steps.map(({ level }) => level)} onPick={choose} />
      {steps.map(({ level, name }, at) => (
        <FieldFrame key={level} label={`第 ${at + 1} 级：${labelOf(level)}，叫什么`}>
          <TextInput value={name} label={`${labelOf(level)}叫什么`} max={MOST_IN_NAME} onText={(text) => put(steps.map((step) => (step.level === level ? { level, name: plain(text) } : step)))} />
        </FieldFrame>
      ))}
    </View>
  )
}

/** `村=说理室、乡镇=`: with a name still empty. */
function typed(value: string): readonly Step[] | null {
  if (value === '') return null
  const steps = value.split('、').map((part) => {
    const [said = '', name = ''] = part.split('=')
    const level = (Object.keys(LEVELS) as Level[]).find((each) => labelOf(each) === said)
    return level === undefined ? null : { level, name }
  })
  return steps.some((step) => step === null) ? null : steps.flatMap((step) => step ?? [])
}

/** 组 of 组(网格). */
function labelOf(level: Level): string {
  return LEVELS[level].label.replace(/\(.*/, '')
}

function plain(text: string): string {
  return text.replace(/[、，,;；=＝\n]/g, '')
}
