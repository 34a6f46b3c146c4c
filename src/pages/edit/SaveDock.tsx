import type { RecordType } from '../../core/recordType'
import { Button } from '../../components/Button'
import { DockNote } from '../../components/DockNote'
import { Problem } from '../../components/FieldFrame'
import { unsavedText } from '../../components/unsaved'
import type { EditForm } from './useForm'

/** 保存, and above it what keeps it from being saved. */
export function SaveDock({ type, form }: { readonly type: RecordType; readonly form: EditForm }) {
  const { problems, answer, isSaving } = form
  const wrong = Object.keys(problems).length
  return (
    <>
      {wrong > 0 ? <Problem text={`还有 ${wrong} 处要看一下，已标在上面`} /> : null}
      {answer === null || answer.kind === 'saved' || wrong > 0 ? null : <Problem text={unsavedText(answer, type)} />}
      <Button text={isSaving ? '正在保存' : '保存'} look="filled" wide off={isSaving} onTap={() => void form.save()} />
      <DockNote />
    </>
  )
}
