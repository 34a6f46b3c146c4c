import { useRouter } from '@tarojs/taro'
import type { PageParams } from './params'

/** What the router adds for itself. */
const OWN = ['stamp', '$taroTimestamp']

export function useParams(): PageParams {
  const { params } = useRouter()
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) if (typeof value === 'string' && !OWN.includes(name)) values[name] = value
  return values
}
