import type { MediaSync } from '../../client/client'
import { ListRow } from '../../components/ListRow'
import { countedMedia } from '../../domain/mediaWords'

/** Attachments that are not with the county yet; records never wait for them. */
export function PhotoRows({ media: { waiting, others, refused } }: { readonly media: MediaSync }) {
  const lost = refused.filter(({ why }) => why === 'lost').length
  const stuck = refused.length - lost
  return (
    <>
      {waiting === 0 ? null : <ListRow title={`还有 ${countedMedia(waiting, others)}没传`} facts={['排在记录后面传，有信号会自动传']} />}
      {stuck === 0 ? null : <ListRow title={`有 ${stuck} 个附件传不上去`} facts={['还在手机里，记录不受影响。点“现在就传”再试一次。']} />}
      {lost === 0 ? null : <ListRow title={`有 ${lost} 个附件没传就被手机清掉了`} facts={['记录不受影响。请重新拍或重新选，添到那一件里。']} />}
    </>
  )
}
