import { useMemo, useState } from 'react'
import type { AttentionItem } from '../../client/client'
import { useConfig, useRecord } from '../../client/hooks'
import type { Values } from '../../core/field'
import type { Patch } from '../../core/op'
import type { RecordType } from '../../core/recordType'
import { Button } from '../Button'
import { FieldFrame } from '../FieldFrame'
import { FieldInput } from '../FieldInput'
import { checkForm, fieldsOf, type Problems } from '../formCheck'
import { bodyOf, shownFields, withValue } from '../formState'
import { Sheet } from '../Sheet'
import { conflictsOf, valuesOf } from './itemText'

/** 改一改: the fields the op wrote and those it was refused for, filled as they were written. */
export function Mend({ item, type, onSet, onClose }: { readonly item: AttentionItem; readonly type: RecordType; onSet(set: Patch): void; onClose(): void }) {
  const config = useConfig()
  const record = useRecord(item.op.record)
  const before: Values = useMemo(() => record?.values ?? {}, [record])
  const [after, setAfter] = useState<Values>(() => ({ ...before, ...valuesOf(item) }))
  const [problems, setProblems] = useState<Problems>({})
  const names = useMemo(() => fieldsToMend(item, type), [item, type])
  const save = (): void => {
    const found = checkForm(type, config, null, names, after)
    setProblems(found)
    if (Object.keys(found).length > 0) return
    const { set } = bodyOf(type, null, {}, after, names)
    onSet(set)
  }
  return (
    <Sheet title="改一改" onClose={onClose} foot={<Button text="就用这样的" look="filled" wide onTap={save} />}>
      {shownFields(type, names, after).map(([name, field]) => (
        <FieldFrame key={name} label={field.label} inline={field.kind === 'flag'} hint={field.hint} problem={problems[name]}>
          <FieldInput type={type} path={name} field={field} value={after[name]} stored={before[name]} onValue={(value) => setAfter(withValue(after, name, value))} />
        </FieldFrame>
      ))}
      {names.length === 0 ? '这一条里没有能单独改的栏目，请打开这一件再改。' : null}
    </Sheet>
  )
}

/** Fields, not rows: a patch names values; rows are mended on the record itself. */
function fieldsToMend(item: AttentionItem, type: RecordType): readonly string[] {
  const { reason, op } = item
  const refused = reason.kind === 'refused' ? fieldsOf(reason.refusal) : []
  const conflicting = conflictsOf(item).map(({ path }) => path.split('/')[0] ?? path)
  const written = conflicting.length > 0 ? conflicting : Object.keys(op.body.set)
  const fields: Readonly<Record<string, { readonly kind: string } | undefined>> = type.fields
  return [...new Set([...refused, ...written])].filter((name) => fields[name] !== undefined && fields[name]?.kind !== 'rows')
}
