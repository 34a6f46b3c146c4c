import { useState } from 'react'
import { Button } from '../Button'
import { FieldFrame } from '../FieldFrame'
import { Sheet } from '../Sheet'
import { TextInput } from '../TextInput'

/** 不要了, with the words for it. */
export function ReasonSheet({ hint, onReason, onClose }: { readonly hint: string; onReason(why: string): void; onClose(): void }) {
  const [why, setWhy] = useState('')
  return (
    <Sheet
      title="这一条不要了"
      onClose={onClose}
      foot={<Button text="不要了" look="filled" wide off={why.trim() === ''} onTap={() => onReason(why.trim())} />}
    >
      <FieldFrame label="为什么不要" must hint={hint}>
        <TextInput value={why} label="为什么不要" lines={2} max={200} onText={setWhy} />
      </FieldFrame>
    </Sheet>
  )
}
