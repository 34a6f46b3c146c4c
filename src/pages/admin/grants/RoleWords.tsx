import { useState } from 'react'
import { grant as GRANT } from '../../../domain/directory'
import { roleSentence } from '../../../domain/granting'
import type { Role } from '../../../domain/roleTable'
import { WordsButton } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { ListRow } from '../../../components/ListRow'
import { SectionHead } from '../../../components/SectionHead'

/** What each role may do, in one sentence made of the role table. */
export function RoleWords() {
  const [isOpen, setOpen] = useState(false)
  if (!isOpen) return <WordsButton text="每个角色能做什么" icon="info" onTap={() => setOpen(true)} />
  return (
    <>
      <SectionHead title="每个角色能做什么" />
      <Card>{Object.entries(GRANT.fields.role.options).map(([role, { label }]) => <ListRow key={role} title={label} facts={[roleSentence(role as Role)]} />)}</Card>
    </>
  )
}
