import { View } from '@tarojs/components'
import { useState } from 'react'
import { useClient, useSession } from '../client/hooks'
import { clockAt, dayAt } from '../core/period'

/** Faint over whatever shows people, and printed with it: who looked, and when. Nobody hears it and no tap meets it. */
export function Watermark() {
  const client = useClient()
  const session = useSession()
  // The moment the page was opened: a mark that moves on every minute would draw everything below it anew.
  const [now] = useState(() => client.now())
  if (session.kind !== 'signedIn') return null
  return <View className="watermark" aria-hidden style={{ backgroundImage: `url("data:image/svg+xml,${encodeURIComponent(svgOf(`${session.me.name} ${dayAt(now)} ${clockAt(now)}`))}")` }} />
}

function svgOf(text: string): string {
  const said = text.replace(/[<>&"']/g, ' ')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="280" height="180"><text x="20" y="140" transform="rotate(-24 20 140)" font-size="14" fill="#808080" fill-opacity="0.14">${said}</text></svg>`
}
