import type { Config } from '../../core/config'
import type { Field } from '../../core/field'
import { whatOf } from '../../core/namedMedia'
import { own } from '../../core/own'
import { ON, SETTING } from '../../domain/settingNames'
import { PhotosField } from '../PhotosField'
import type { PhotoHome } from '../usePhoto'
import { FilesField } from './FilesField'
import { VoiceField } from './VoiceField'

/** The control for a media field, whatever it is for. */
export function MediaField({ field, ...props }: {
  readonly field: Extract<Field, { kind: 'media' }>
  readonly ids: readonly string[]
  readonly home: PhotoHome | null
  onIds(ids: readonly string[]): void
}) {
  switch (whatOf(field)) {
    case 'photos':
      return <PhotosField {...props} most={field.most} />
    case 'voice':
      return <VoiceField {...props} most={field.most} />
    case 'files':
      return <FilesField {...props} most={field.most} />
  }
}

/** Recordings are asked for where the county wants them, and still shown where there are some. */
export function isOffered(config: Config, field: Field, ids: unknown): boolean {
  return field.kind !== 'media' || whatOf(field) !== 'voice' || own(config.settings, SETTING.recording) === ON || (Array.isArray(ids) && ids.length > 0)
}
