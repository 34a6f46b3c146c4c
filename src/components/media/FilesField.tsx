import { Text, View } from '@tarojs/components'
import { pickPapers } from '../../client/platform/papers'
import { pickPhotos } from '../../client/platform/photos'
import { AS_PAPER, type Picked } from '../../client/platform/smallEnough'
import { Problem } from '../FieldFrame'
import { Icon } from '../Icon'
import { Tap } from '../Tap'
import type { PhotoHome } from '../usePhoto'
import { Paper } from './Attachment'
import { DropButton } from './DropButton'
import { toKeep } from './notGiven'
import { useKeep } from './useKeep'

/** Papers of a record, photographed or chosen as files. Nobody has to add any. */
export function FilesField({ ids, most, home, pick = pickPapers, shoot = (left) => pickPhotos(left, AS_PAPER), onIds }: {
  readonly ids: readonly string[]
  readonly most: number
  readonly home: PhotoHome | null
  readonly pick?: (most: number) => Promise<Picked>
  readonly shoot?: (most: number) => Promise<Picked>
  onIds(ids: readonly string[]): void
}) {
  const { isBusy, problem, take } = useKeep('files', ids, most, onIds)
  const left = most - ids.length
  const addFiles = (): Promise<void> => take(async () => toKeep(await pick(left), 'file'))
  const addPages = (): Promise<void> => take(async () => toKeep(await shoot(Math.min(left, AT_ONCE)), 'photo'))
  return (
    <View>
      {ids.map((id, i) => (
        <Paper key={id} home={home} id={id} label={`材料 ${i + 1}`} drop={<DropButton label={`去掉材料 ${i + 1}`} onTap={() => onIds(ids.filter((other) => other !== id))} />} />
      ))}
      {left <= 0 ? null : (
        <View className="attachment-ways">
          <Tap className="photo-add photo-add-wide" label="拍材料" off={isBusy} onTap={() => void addPages()}>
            <Icon name="camera" /><Text>{isBusy ? '正在存' : '拍下来'}</Text>
          </Tap>
          <Tap className="photo-add photo-add-wide" label="选材料文件，PDF 或 Word" off={isBusy} onTap={() => void addFiles()}>
            <Icon name="report" /><Text>{isBusy ? '正在存' : '选文件'}</Text>
          </Tap>
        </View>
      )}
      {problem === null ? null : <Problem text={problem} />}
    </View>
  )
}

/** As many as a host's chooser takes. */
const AT_ONCE = 9
