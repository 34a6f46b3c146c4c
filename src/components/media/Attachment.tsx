import { Text, View } from '@tarojs/components'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { ShownMedia } from '../../client/client'
import { useClient } from '../../client/hooks'
import { openPaper } from '../../client/platform/papers'
import { playSound, type Playing } from '../../client/platform/recorder'
import { endingOf, isPicture } from '../../core/media'
import { WordsButton } from '../Button'
import { Problem } from '../FieldFrame'
import { mediaMark } from './mediaMark'
import { Photo } from '../Photo'
import { StateMark } from '../StateMark'
import { usePhoto, type PhotoHome } from '../usePhoto'
import { minutesText } from './minutes'

export interface AttachmentProps {
  readonly home: PhotoHome | null
  readonly id: string
  /** 录音 1, 材料 2. */
  readonly label: string
  /** In a form: the way out. */
  readonly drop?: ReactNode
}

/** A recording: a line to listen to. */
export function Voice({ home, id, label, drop }: AttachmentProps) {
  const { shown } = usePhoto(home, id)
  const ask = useFresh(home, id)
  const [time, setTime] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const playing = useRef<Playing | null>(null)
  useEffect(() => () => playing.current?.stop(), [])

  const listen = async (): Promise<void> => {
    if (playing.current !== null) return playing.current.stop()
    setProblem(null)
    const fresh = await ask()
    if (fresh === null) return setProblem(NOT_HERE)
    const sound = playSound(fresh.url, fresh.type, (at, all) => setTime(all === null ? minutesText(at) : `${minutesText(at)} / ${minutesText(all)}`))
    playing.current = sound
    setTime(minutesText(0))
    const how = await sound.done
    playing.current = null
    setTime(null)
    if (how === 'failed') setProblem('这段录音在这台设备上放不出来，请换一台设备听。')
  }
  return (
    <Line label={label} fact={time} mark={shown} isSaved={home !== null} problem={problem} drop={drop}>
      {canOpen(shown) ? <WordsButton text={time === null ? '听' : '停'} icon={time === null ? 'mic' : 'close'} onTap={() => void listen()} /> : null}
    </Line>
  )
}

/** A paper: pages that were photographed stand as a picture, files as a line to open. */
export function Paper({ home, id, label, drop }: AttachmentProps) {
  const { shown } = usePhoto(home, id)
  const ask = useFresh(home, id)
  const [problem, setProblem] = useState<string | null>(null)
  const type = shown !== null && canOpen(shown) ? shown.type : null
  if (type !== null && isPicture(type)) {
    return <View className="paper-page"><Photo home={home} id={id} label={label} />{drop}</View>
  }
  const open = async (): Promise<void> => {
    setProblem(null)
    const fresh = await ask()
    const how = fresh === null ? 'failed' : await openPaper(fresh.url, fresh.type, `${label}.${endingOf(fresh.type)}`)
    if (how === 'failed') setProblem(NOT_HERE)
  }
  return (
    <Line label={label} fact={type === null ? null : type === 'application/pdf' ? 'PDF' : 'Word'} mark={shown} isSaved={home !== null} problem={problem} drop={drop}>
      {type === null ? null : <WordsButton text="打开" icon="report" onTap={() => void open()} />}
    </Line>
  )
}

const NOT_HERE = '现在打不开，等有信号再试一次。'

function canOpen(shown: ShownMedia | null): shown is Extract<ShownMedia, { readonly url: string }> {
  return shown !== null && (shown.kind === 'local' || shown.kind === 'remote')
}

/** An address is good once and for a minute: each tap asks for its own. */
function useFresh(home: PhotoHome | null, id: string): () => Promise<Extract<ShownMedia, { readonly url: string }> | null> {
  const client = useClient()
  return async () => {
    const shown = await client.media.show(home?.stream ?? '', home?.record ?? '', id)
    return canOpen(shown) ? shown : null
  }
}

function Line({ label, fact, mark: shown, isSaved, problem, drop, children }: {
  readonly label: string
  readonly fact: string | null
  readonly mark: ShownMedia | null
  readonly isSaved: boolean
  readonly problem: string | null
  readonly drop: ReactNode
  readonly children: ReactNode
}) {
  const mark = shown === null ? null : mediaMark(shown, isSaved)
  return (
    <View>
      <View className="attachment">
        <View className="attachment-name">
          <Text>{label}</Text>
          {fact === null ? null : <Text className="meta">{fact}</Text>}
          {mark === null ? null : <StateMark shape={mark.shape} word={mark.word} />}
        </View>
        {children}
        {drop}
      </View>
      {problem === null ? null : <Problem text={problem} />}
    </View>
  )
}
