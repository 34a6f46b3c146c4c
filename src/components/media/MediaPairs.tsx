import { View } from '@tarojs/components'
import type { Values } from '../../core/field'
import { mediaByWhat } from '../../core/namedMedia'
import type { RecordType } from '../../core/recordType'
import { MEDIA_WORDS } from '../../domain/mediaWords'
import { PhotoRow } from '../Photo'
import type { PhotoHome } from '../usePhoto'
import { Paper, Voice } from './Attachment'

/** The attachments of a record to look at, kind by kind, as pairs of a card. */
export function MediaPairs({ type, values, home }: { readonly type: RecordType; readonly values: Values; readonly home: PhotoHome }) {
  const [photos, voices, files] = (['photos', 'voice', 'files'] as const).map((what) => mediaByWhat(type, values, what))
  return (
    <>
      {photos === undefined || photos.length === 0 ? null : <Pair label={MEDIA_WORDS.photos.one}><PhotoRow home={home} ids={photos} /></Pair>}
      {voices === undefined || voices.length === 0 ? null : (
        <Pair label={MEDIA_WORDS.voice.one}>{voices.map((id, i) => <Voice key={id} home={home} id={id} label={`录音 ${i + 1}`} />)}</Pair>
      )}
      {files === undefined || files.length === 0 ? null : (
        <Pair label={MEDIA_WORDS.files.one}>{files.map((id, i) => <Paper key={id} home={home} id={id} label={`材料 ${i + 1}`} />)}</Pair>
      )}
    </>
  )
}

function Pair({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <View className="pair">
      <View className="pair-label">{label}</View>
      <View className="pair-value">{children}</View>
    </View>
  )
}
