import type { MediaSync } from '../../client/client'
import { ListRow } from '../../components/ListRow'

/** Photos that are not with the county yet; records never wait for them. */
export function PhotoRows({ media: { waiting, refused } }: { readonly media: MediaSync }) {
  const lost = refused.filter(({ why }) => why === 'lost').length
  const stuck = refused.length - lost
  return (
    <>
      {waiting === 0 ? null : <ListRow title={`还有 ${waiting} 张照片没传`} facts={['排在记录后面传，有信号会自动传']} />}
      {stuck === 0 ? null : <ListRow title={`有 ${stuck} 张照片传不上去`} facts={['还在手机里，记录不受影响。点“现在就传”再试一次。']} />}
      {lost === 0 ? null : <ListRow title={`有 ${lost} 张照片没传就被手机清掉了`} facts={['记录不受影响。照片请重新拍，添到那一件里。']} />}
    </>
  )
}
