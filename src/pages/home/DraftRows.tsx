import { View } from '@tarojs/components'
import type { Draft } from '../../client/client'
import { useDrafts, useToday } from '../../client/hooks'
import { typeOf } from '../../domain/registry'
import { momentText } from '../../components/days'
import { draftOf, paramsOf } from '../../components/draftKey'
import { Icon } from '../../components/Icon'
import { ListRow } from '../../components/ListRow'
import { useReading } from '../../components/reading'
import { clauseOf, namesOf, titleOf, type Reading } from '../../components/recordText'
import { open } from '../../components/routes'

/** 接着写: each form left half way. */
export function DraftRows() {
  const drafts = useDrafts()
  const today = useToday()
  const reading = useReading()
  return (
    <>
      {drafts.map((draft) => {
        const of = draftOf(draft.key)
        if (of === null) return null
        return (
          <View key={draft.key} className="card draft">
            <ListRow
              title={`接着写・${draftTitle(draft, reading)}`}
              facts={[`${momentText(draft.savedAt, today)} 写了一半`, ...draftAbout(draft)]}
              oneLine
              icon={<View className="draft-icon"><Icon name="pencil" /></View>}
              chevron
              soft
              onTap={() => open(of.page, paramsOf(of))}
            />
          </View>
        )
      })}
    </>
  )
}

function draftTitle({ key, values }: Draft, reading: Reading): string {
  const of = draftOf(key)
  const type = typeOf(of === null || of.page === 'quick' ? 'dispute' : of.kind)
  const names = namesOf(values.parties)
  if (names !== '' || type === undefined) return names
  return titleOf(type, values, reading)
}

function draftAbout({ values }: Draft): readonly string[] {
  const { summary } = values
  return typeof summary === 'string' && summary.trim() !== '' ? [clauseOf(summary)] : []
}
