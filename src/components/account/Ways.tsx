import { useEntry } from './useEntry'
import { WechatWay } from './WechatWay'

/** How one comes in on this host. The default is WeChat's; a browser has its own (Ways.h5.tsx). `isFresh`: nobody administers yet. */
export function Ways(_props: { readonly isFresh: boolean }) {
  return <WechatWay entry={useEntry()} />
}
