import { useState } from 'react'
import { grant as GRANT } from '../../../domain/directory'
import { roleSentence } from '../../../domain/granting'
import type { Role } from '../../../domain/roleTable'
import { WordsButton } from '../../../components/Button'
import { ListRow } from '../../../components/ListRow'
import { Sheet } from '../../../components/Sheet'

const TITLE = '每个角色能做什么'

/** What each role may do, in one sentence made of the role table. */
export function RoleWords() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <WordsButton text={TITLE} icon="info" onTap={() => setOpen(true)} />
      {isOpen ? (
        <Sheet title={TITLE} onClose={() => setOpen(false)}>
          {Object.entries(GRANT.fields.role.options).map(([role, { label }]) => <ListRow key={role} title={label} facts={[roleSentence(role as Role)]} />)}
        </Sheet>
      ) : null}
    </>
  )
}
