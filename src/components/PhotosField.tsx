import { Text, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import type { KeptMedia } from '../client/client'
import { useClient } from '../client/hooks'
import { pickPhotos, type Picked } from '../client/platform/photos'
import { Problem } from './FieldFrame'
import { Icon } from './Icon'
import { Photo, photoLabel } from './Photo'
import { Tap } from './Tap'
import type { PhotoHome } from './usePhoto'

/** Photos of a record: a picture is safe on the phone before its id goes into the form. Nobody has to take any. */
export function PhotosField({ ids, most, home, pick = pickPhotos, onIds }: {
  readonly ids: readonly string[]
  readonly most: number
  readonly home: PhotoHome | null
  readonly pick?: (most: number) => Promise<Picked>
  onIds(ids: readonly string[]): void
}) {
  const client = useClient()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  // What the form holds by the time a picture is kept, not when it was picked.
  const latest = useRef(ids)
  useEffect(() => {
    latest.current = ids
  }, [ids])

  const add = async (): Promise<void> => {
    if (isBusy) return
    setProblem(null)
    const { pictures, unread } = await pick(most - ids.length)
    if (unread > 0) setProblem(NOT_KEPT.notPicture)
    if (pictures.length === 0) return
    setBusy(true)
    for (const picture of pictures) {
      const kept = await client.media.keep(picture)
      if (kept.kind === 'notKept') {
        setProblem(NOT_KEPT[kept.why])
        continue
      }
      latest.current = [...new Set([...latest.current, kept.id])].slice(0, most)
      onIds(latest.current)
    }
    setBusy(false)
  }

  return (
    <View>
      <View className="photos">
        {ids.map((id, i) => (
          <View key={id} className="photo-held">
            <Photo home={home} id={id} label={photoLabel(i)} />
            <Tap className="photo-drop" label={`去掉${photoLabel(i)}`} onTap={() => onIds(ids.filter((other) => other !== id))}>
              <View className="photo-cross"><Icon name="close" size="small" /></View>
            </Tap>
          </View>
        ))}
        {ids.length >= most ? null : (
          <Tap className={`photo-add${ids.length === 0 ? ' photo-add-wide' : ''}`} label={ids.length === 0 ? '拍照或选照片，可以不拍' : '再添照片'} off={isBusy} onTap={() => void add()}>
            <Icon name="camera" />
            <Text>{isBusy ? '正在存' : ids.length === 0 ? '拍照或选照片（可不拍）' : '再添'}</Text>
          </Tap>
        )}
      </View>
      {problem === null ? null : <Problem text={problem} />}
    </View>
  )
}

const NOT_KEPT: Readonly<Record<Extract<KeptMedia, { kind: 'notKept' }>['why'], string>> = {
  full: '手机存满了，照片没有存下。文字不受影响，照常保存；清出一些地方再添照片。',
  broken: '照片没有存下，请再试一次。文字不受影响，照常保存。',
  tooLarge: '这张照片太大，没有存下，请重新拍一张。文字不受影响，照常保存。',
  notPicture: '有的文件不是照片，没有放进来。文字不受影响，照常保存。',
}
