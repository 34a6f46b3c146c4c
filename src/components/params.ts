import { useRouter } from '@tarojs/taro'

export type PageParams = Readonly<Record<string, string>>

/** What the page was opened with; names with $ are the framework's own. WeChat hands values over as they were encoded; a browser decodes them (params.h5.ts). */
export function useParams(): PageParams {
  const { params } = useRouter()
  const decoded: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) if (typeof value === 'string' && !name.startsWith('$')) decoded[name] = decodeURIComponent(value)
  return decoded
}
