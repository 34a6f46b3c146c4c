import { Text, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { privacyAgreed } from '../../client/platform/privacyHost'
import { canRecord, startRecording, type Recorded, type Recording } from '../../client/platform/recorder'
import { MAX_VOICE_SECONDS } from '../../core/media'
import { Problem } from '../FieldFrame'
import { Icon } from '../Icon'
import { Tap } from '../Tap'
import type { PhotoHome } from '../usePhoto'
import { Voice } from './Attachment'
import { DropButton } from './DropButton'
import { minutesText } from './minutes'
import { notGivenText } from './notGiven'
import { useKeep, type Chosen } from './useKeep'

/** Recordings of a record: only ever begun by a tap, and what was said is kept however it ends. Nobody has to record. */
export function VoiceField({ ids, most, home, record = startRecording, able = canRecord(), agreed = privacyAgreed, onIds }: {
  readonly ids: readonly string[]
  readonly most: number
  readonly home: PhotoHome | null
  readonly record?: (mostSeconds: number) => Recording
  readonly able?: boolean
  /** Asked before anything is shown as running. */
  readonly agreed?: () => Promise<boolean>
  onIds(ids: readonly string[]): void
}) {
  const { isBusy, problem, take } = useKeep('voice', ids, most, onIds)
  const [isOn, setOn] = useState(false)
  const recording = useRef<Recording | null>(null)
  // A page may go while WeChat asks: nothing begins behind it.
  const isGone = useRef(false)
  useEffect(() => () => {
    isGone.current = true
    recording.current?.stop()
  }, [])

  const start = (): Promise<void> => take(async () => {
    if (!(await agreed())) return { chosen: [], refused: [], say: notGivenText('privacy', 'voice') }
    if (isGone.current) return { chosen: [], refused: [] }
    const own = record(MAX_VOICE_SECONDS)
    recording.current = own
    setOn(true)
    const recorded = await own.done
    recording.current = null
    setOn(false)
    return chosenOf(recorded)
  })
  return (
    <View>
      {ids.map((id, i) => (
        <Voice key={id} home={home} id={id} label={`录音 ${i + 1}`} drop={<DropButton label={`去掉录音 ${i + 1}`} onTap={() => onIds(ids.filter((other) => other !== id))} />} />
      ))}
      {isOn ? <Stop onStop={() => recording.current?.stop()} /> : null}
      {isOn || ids.length >= most ? null : able ? (
        <Tap className="photo-add photo-add-wide" label={ids.length === 0 ? '录音，可以不录' : '再录一段'} off={isBusy} onTap={() => void start()}>
          <Icon name="mic" />
          <Text>{isBusy ? '正在存' : ids.length === 0 ? '录音（可不录，最长 10 分钟）' : '再录一段'}</Text>
        </Tap>
      ) : <View className="meta">这台设备不能录音，请用手机录。</View>}
      {problem === null ? null : <Problem text={problem} />}
    </View>
  )
}

/** How long it has run, and the way to end it: nothing is recorded unseen. */
function Stop({ onStop }: { onStop(): void }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <Tap className="photo-add photo-add-wide recording" label="停下，存好" onTap={onStop}>
      <View className="recording-dot" />
      <Text>正在录 {minutesText(seconds)}，点这里停下</Text>
    </Tap>
  )
}

function chosenOf(recorded: Recorded): Chosen {
  if (recorded.kind === 'none') return { chosen: [], refused: [], say: notGivenText(recorded.why, 'voice') }
  return recorded.by === 'person' ? { chosen: [recorded.bytes], refused: [] } : { chosen: [recorded.bytes], refused: [], say: CUT }
}

const CUT = '录音停下了（录满十分钟，或者有电话进来），前面录的已经存好。'
