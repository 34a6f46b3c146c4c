import { Text, View } from '@tarojs/components'
import { pickPhotos } from '../client/platform/photos'
import type { Picked } from '../client/platform/smallEnough'
import { Problem } from './FieldFrame'
import { Icon } from './Icon'
import { toKeep } from './media/notGiven'
import { useKeep } from './media/useKeep'
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
  const { isBusy, problem, take } = useKeep('photos', ids, most, onIds)
  const add = (): Promise<void> => take(async () => toKeep(await pick(most - ids.length), 'photo'))
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
