import { useMemo } from 'react'
import { useConfig } from '../../client/hooks'
import type { StoredRecord } from '../../core/op'
import { initialsOf } from '../../core/pinyin/initials'
import type { RecordType } from '../../core/recordType'
import { createWording, foundIn, isSought, soughtIn, spanIn } from '../../core/searchText'
import { isProtected } from '../recordText'
import type { Seek } from '../RecordRow'

/** What was typed, as rows show it: marked where it stands, and named by its field where it stands in none of the row's words. */
export interface Words {
  readonly sought: Seek
  /** 见协议内容; '' where there is nothing to say. */
  markOf(record: Pick<StoredRecord, 'values'>): string
}

export function useSought(type: RecordType, text: string): Words {
  const config = useConfig()
  return useMemo(() => {
    const sought = soughtIn(text)
    const wording = createWording(config)
    const shown = [...type.title.flatMap((name) => type.fields[name]?.label ?? []), ...(type.placed === null ? [] : [type.fields[type.placed]?.label ?? ''])]
    return {
      sought: (words) => spanIn(words, sought, initialsOf),
      markOf: ({ values }) => {
        if (!isSought(sought) || isProtected(type, values)) return ''
        const labels = foundIn(wording, type, values, sought, initialsOf)
        // A name is masked in the row: that it is the party's says why, and not whose.
        const hidden = labels.filter((label) => !shown.includes(label) || type.title.some((name) => type.fields[name]?.label === label && type.fields[name]?.kind === 'rows'))
        return hidden.length === 0 ? '' : `见${hidden.slice(0, 2).map(briefly).join('、')}`
      },
    }
  }, [type, text, config])
}

/** 怎么回事、怎么商定的 is longer than a row has room for. */
function briefly(label: string): string {
  return label.split('、')[0] ?? label
}
