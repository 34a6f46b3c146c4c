import { useState } from 'react'
import type { Value, Values } from '../../core/field'
import type { Patch } from '../../core/op'
import { own } from '../../core/own'
import type { RecordType } from '../../core/recordType'
import { Button } from '../Button'
import { Card } from '../Card'
import { FieldFrame, Problem } from '../FieldFrame'
import { FieldInput } from '../FieldInput'

/** Some fields of a record of the directory, asked as its type describes them. `problemOf`: what is wrong with the whole, beside empty fields. */
export function KeepForm({ type, names, needs, before, hints = {}, save, isBusy, failed, note, problemOf = () => null, onSave }: {
  readonly type: RecordType
  readonly names: readonly string[]
  readonly needs: readonly string[]
  readonly before: Values
  readonly hints?: Readonly<Record<string, string>>
  readonly save: string
  readonly isBusy: boolean
  /** What the last attempt ran into. */
  readonly failed: string | null
  readonly note?: (after: Values) => string | null
  readonly problemOf?: (after: Values) => string | null
  onSave(after: Values, changes: Patch): void
}) {
  const [after, setAfter] = useState<Values>(before)
  const [wasTried, setTried] = useState(false)
  const missing = needs.filter((name) => isEmpty(after[name]))
  const problem = missing.length === 0 ? problemOf(after) : null
  const told = note?.(after) ?? null
  const change = (name: string, value: Value | null): void => setAfter((latest) => changed(latest, name, value))
  const submit = (): void => {
    setTried(true)
    if (missing.length === 0 && problem === null) onSave(after, changesOf(before, after, names))
  }
  return (
    <>
      <Card>
        {names.map((name) => {
          const field = own(type.fields, name)
          if (field === undefined) return null
          const isWrong = wasTried && missing.includes(name)
          return (
            <FieldFrame key={name} label={field.label} must={needs.includes(name)} inline={field.kind === 'flag'} hint={hints[name] ?? field.hint} problem={isWrong ? `请填${field.label}` : undefined}>
              <FieldInput type={type} path={name} field={field} value={after[name]} stored={before[name]} wrong={isWrong} onValue={(value) => change(name, value)} />
            </FieldFrame>
          )
        })}
      </Card>
      {told === null ? null : <Problem text={told} />}
      {wasTried && problem !== null ? <Problem text={problem} /> : null}
      {failed === null ? null : <Problem text={failed} />}
      <Button className="gap-above" text={isBusy ? '正在保存' : save} look="filled" wide off={isBusy} onTap={submit} />
    </>
  )
}

function changed(values: Values, name: string, value: Value | null): Values {
  const { [name]: _before, ...others } = values
  return value === null ? others : { ...others, [name]: value }
}

/** Only what is different; what was taken away is cleared. */
function changesOf(before: Values, after: Values, names: readonly string[]): Patch {
  return Object.fromEntries(names.filter((name) => before[name] !== after[name]).map((name) => [name, after[name] ?? null])) as Patch
}

function isEmpty(value: Value | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '')
}
