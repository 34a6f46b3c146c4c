import { useRouter } from '@tarojs/taro'

export type PageParams = Readonly<Record<string, string>>

/** What the router of H5 adds for itself; in both targets names with $ are the framework's own. */
const OWN = 'stamp'

/** What the page was opened with. WeChat and Taro's H5 router both hand values over as they were encoded. */
export function useParams(): PageParams {
  const { params } = useRouter()
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) {
    if (typeof value !== 'string' || name.startsWith('$') || name === OWN) continue
    if (name === SCENE) Object.assign(values, sceneParams(decoded(value)))
    else values[name] = decoded(value)
  }
  return values
}

/** A mini-program code printed on paper carries one parameter, at most 32 signs: `kind=matter&n=1`. */
const SCENE = 'scene'

function sceneParams(scene: string): PageParams {
  const pairs = scene.split('&').map((pair) => pair.split('='))
  return Object.fromEntries(pairs.flatMap(([name = '', value]) => (name === '' || value === undefined ? [] : [[name, decoded(value)]])))
}

/** An address somebody cut in two shows what can be shown, instead of nothing. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
