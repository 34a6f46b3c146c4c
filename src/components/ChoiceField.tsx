import { useState } from 'react'
import { ChipGroup, type Choice } from './Chip'
import { PickedBox } from './PickedBox'
import { PickSheet } from './PickSheet'

/** As many as a thumb finds without searching. */
const MOST_CHIPS = 10

/** Chips while they are few, else a list with search. One that must be answered is only ever changed. */
export function ChoiceField({ choices, picked, many = false, must = false, label, onPick }: {
  readonly choices: readonly Choice[]
  readonly picked: readonly string[]
  readonly many?: boolean
  readonly must?: boolean
  readonly label: string
  onPick(picked: readonly string[]): void
}) {
  const [isOpen, setOpen] = useState(false)
  if (choices.length <= MOST_CHIPS) {
    return <ChipGroup choices={choices} picked={picked} many={many} clearable={!must} label={label} onPick={onPick} />
  }
  const words = choices.filter(({ code }) => picked.includes(code)).map(({ text }) => text).join('、')
  return (
    <>
      <PickedBox label={label} words={words} onTap={() => setOpen(true)} />
      {isOpen ? <PickSheet title={label} choices={choices} picked={picked} many={many} clearable={!must} onPick={onPick} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
