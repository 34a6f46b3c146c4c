import { dataBlob, fileBytes } from './chosenFiles.h5'
import type { Playing, Recorded, Recording } from './recorder'
import { VOICE_RATE } from './voiceRate'

/** Safari writes the first, which every phone plays; other browsers write one of the others. */
const FORMATS = ['audio/mp4;codecs=mp4a.40.2', 'audio/webm;codecs=opus', 'audio/webm']

export function canRecord(): boolean {
  // Older browsers, and pages that did not come over https, lack either.
  const { mediaDevices } = navigator as { readonly mediaDevices?: MediaDevices }
  return mediaDevices !== undefined && 'MediaRecorder' in window && formatOf() !== undefined
}

export function startRecording(mostSeconds: number): Recording {
  let stop = (): void => undefined
  const asked = new Promise<'person'>((resolve) => {
    stop = () => resolve('person')
  })
  return { stop, done: recorded(mostSeconds, asked) }
}

async function recorded(mostSeconds: number, asked: Promise<'person'>): Promise<Recorded> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: VOICE_RATE.channels, sampleRate: VOICE_RATE.sampleRate } }).catch(() => null)
  const mimeType = formatOf()
  if (stream === null || mimeType === undefined) return { kind: 'none', why: 'permission' }
  try {
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: VOICE_RATE.bitRate })
    const parts: Blob[] = []
    let by: 'person' | 'host' = 'host'
    const end = (): void => {
      if (recorder.state !== 'inactive') recorder.stop()
    }
    const onHidden = (): void => {
      if (document.hidden) end()
    }
    const over = new Promise<void>((resolve) => {
      recorder.ondataavailable = ({ data }) => void (data.size > 0 && parts.push(data))
      recorder.onstop = () => resolve()
      recorder.onerror = () => resolve()
    })
    // A call takes the microphone away: the track ends, the recorder may not tell.
    stream.getTracks().forEach((track) => track.addEventListener('ended', end))
    document.addEventListener('visibilitychange', onHidden)
    void asked.then(() => {
      by = 'person'
      end()
    })
    const timer = setTimeout(end, mostSeconds * 1000)
    recorder.start(1000)
    await over
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', onHidden)
    return { kind: 'recorded', bytes: await fileBytes(new Blob(parts)), by }
  } catch {
    return { kind: 'none', why: 'broken' }
  } finally {
    stream.getTracks().forEach((track) => track.stop())
  }
}

function formatOf(): string | undefined {
  return FORMATS.find((format) => MediaRecorder.isTypeSupported(format))
}

/** The whole is fetched first: a one-time address does not bear the second request by which some browsers ask for parts. */
export function playSound(url: string, type: string, onSeconds: (at: number, all: number | null) => void): Playing {
  const sound = new Audio()
  let end = (_how: 'ended' | 'failed'): void => undefined
  const done = new Promise<'ended' | 'failed'>((resolve) => {
    end = resolve
  })
  const start = async (): Promise<void> => {
    const blob = url.startsWith('data:') ? dataBlob(url, type) : await (await fetch(url)).blob()
    const src = URL.createObjectURL(blob)
    void done.then(() => URL.revokeObjectURL(src))
    sound.ontimeupdate = () => onSeconds(sound.currentTime, Number.isFinite(sound.duration) ? sound.duration : null)
    sound.onended = () => end('ended')
    sound.onerror = () => end('failed')
    sound.src = src
    await sound.play()
  }
  start().catch(() => end('failed'))
  return {
    done,
    stop: () => {
      sound.pause()
      end('ended')
    },
  }
}
