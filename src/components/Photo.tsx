import { View } from '@tarojs/components'
import { useState } from 'react'
import { mediaMark } from './media/mediaMark'
import { Picture } from './Picture'
import { StateMark } from './StateMark'
import { Tap } from './Tap'
import { usePhoto, type PhotoHome } from './usePhoto'

/** One photo as a tile; a tap shows it over the whole width and back. */
export function Photo({ home, id, label }: { readonly home: PhotoHome | null; readonly id: string; readonly label: string }) {
  const { shown, src } = usePhoto(home, id)
  const [isWhole, setWhole] = useState(false)
  const mark = shown === null ? null : mediaMark(shown, home !== null)
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
