import { useRouter } from '@tarojs/taro'
import type { PageParams } from './params'

export function useParams(): PageParams {
  const { params } = useRouter()
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) if (typeof value === 'string') values[name] = value
  return values
}
