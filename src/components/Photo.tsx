import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ShownMedia } from '../client/client'
import { Picture } from './Picture'
import { StateMark, type Shape } from './StateMark'
import { Tap } from './Tap'
import { usePhoto, type PhotoHome } from './usePhoto'

/** One photo as a tile; a tap shows it over the whole width and back. */
export function Photo({ home, id, label }: { readonly home: PhotoHome | null; readonly id: string; readonly label: string }) {
  const { shown, src } = usePhoto(home, id)
  const [isWhole, setWhole] = useState(false)
  const mark = shown === null ? null : markOf(shown, home !== null)
  return (
    <View className={`photo${isWhole ? ' photo-whole' : ''}`}>
      {src === null ? <View className="photo-none" ariaRole="img" ariaLabel={`${label}，${mark?.word ?? '正在打开'}`} /> : (
        <Tap className="photo-open" label={isWhole ? `${label}，收小` : `${label}，放大`} onTap={() => setWhole(!isWhole)}>
          <Picture src={src} label={label} whole={isWhole} />
        </Tap>
      )}
      {mark === null ? null : <View className="photo-mark"><StateMark shape={mark.shape} word={mark.word} /></View>}
    </View>
  )
}

/** The photos of a record to look at. */
export function PhotoRow({ home, ids }: { readonly home: PhotoHome; readonly ids: readonly string[] }) {
  return (
    <View className="photos">
      {ids.map((id, i) => <Photo key={id} home={home} id={id} label={photoLabel(i)} />)}
    </View>
  )
}

export function photoLabel(index: number): string {
  return `第 ${index + 1} 张照片`
}

/** A form says nothing of photos whose record is not saved yet. */
function markOf(shown: ShownMedia, isSaved: boolean): { readonly shape: Shape; readonly word: string } | null {
  switch (shown.kind) {
    case 'local':
      return isSaved && !shown.sent ? COMING : null
    case 'remote':
      return null
    case 'coming':
      return COMING
    case 'missing':
      return { shape: 'diamond', word: '影像缺失' }
    case 'offline':
      return { shape: 'none', word: '有信号再看' }
  }
}

const COMING = { shape: 'ring', word: '影像待传' } as const
