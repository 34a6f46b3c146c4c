import type { Me } from '../../core/protocol'
import { TYPES, type Kind } from '../../domain/registry'
import { useClient, useDrafts } from '../../client/hooks'
import { Card } from '../../components/Card'
import { freshNumber } from '../../components/draftKey'
import { capturesOf } from '../../components/entries'
import { Icon } from '../../components/Icon'
import { ListRow } from '../../components/ListRow'
import { open } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'

const DOCKED: readonly Kind[] = ['dispute', 'matter', 'outreach']

const ABOUT: Partial<Readonly<Record<Kind, string>>> = {
  screening: '一个地方一段时间，记过的会先填好',
  work: '会议、公开、接访、便民服务',
}

/** What has no button under the thumb: written now and then, and by some. */
export function OtherCaptures({ me }: { readonly me: Me }) {
  const client = useClient()
  const drafts = useDrafts()
  const kinds = capturesOf(me).filter((kind) => !DOCKED.includes(kind))
  const write = (kind: Kind): void => {
    const move = kind === 'screening' ? 'record' : null
    const n = String(freshNumber(drafts, (i) => ({ page: 'edit', kind, move, id: null, stream: null, n: i }), client.drafts.from()))
    if (kind === 'screening') open('round', { n })
    else open('edit', { kind, n })
  }
  if (kinds.length === 0) return null
  return (
    <>
      <SectionHead title="还能记" />
      <Card>
        {kinds.map((kind) => <ListRow key={kind} title={TYPES[kind].label} facts={[ABOUT[kind] ?? '']} icon={<Icon name="pencil" />} chevron onTap={() => write(kind)} />)}
      </Card>
    </>
  )
}
