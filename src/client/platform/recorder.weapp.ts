import Taro from '@tarojs/taro'
import { serverUrl } from './address.weapp'
import { called } from './callback'
import { notGivenBy } from './hostPrivacy'
import { readBytes, shownFile } from './photos.weapp'
import type { Playing, Recorded, Recording } from './recorder'
import { VOICE_RATE } from './voiceRate'

export function canRecord(): boolean {
  return true
}

export function startRecording(mostSeconds: number): Recording {
  const recorder = Taro.getRecorderManager()
  let by: 'person' | 'host' = 'host'
  // WeChat pauses at a call and would wait for ever; and it records nothing once the program is behind another.
  const onHide = (): void => recorder.stop()
  const done = new Promise<Recorded>((resolve) => {
    recorder.onStop(({ tempFilePath }) => {
      Taro.offAppHide(onHide)
      readBytes(tempFilePath).then((bytes) => resolve({ kind: 'recorded', bytes, by }), () => resolve({ kind: 'none', why: 'broken' }))
    })
    recorder.onError(({ errMsg }) => {
      Taro.offAppHide(onHide)
      resolve({ kind: 'none', why: notGivenBy(new Error(errMsg)) ?? 'broken' })
    })
    recorder.onInterruptionBegin(() => recorder.stop())
  })
  Taro.onAppHide(onHide)
  recorder.start({
    duration: mostSeconds * 1000, format: 'aac', sampleRate: VOICE_RATE.sampleRate, encodeBitRate: VOICE_RATE.bitRate, numberOfChannels: VOICE_RATE.channels,
  })
  return {
    done,
    stop: () => {
      by = 'person'
      recorder.stop()
    },
  }
}

export function playSound(url: string, _type: string, onSeconds: (at: number, all: number | null) => void): Playing {
  const sound = Taro.createInnerAudioContext()
  let end = (_how: 'ended' | 'failed'): void => undefined
  const done = new Promise<'ended' | 'failed'>((resolve) => {
    end = resolve
  })
  void done.then(() => sound.destroy())
  sound.onTimeUpdate(() => onSeconds(sound.currentTime, Number.isFinite(sound.duration) && sound.duration > 0 ? sound.duration : null))
  sound.onEnded(() => end('ended'))
  sound.onError(() => end('failed'))
  fileOf(url).then((src) => {
    sound.src = src
    sound.play()
  }, () => end('failed'))
  return {
    done,
    stop: () => {
      sound.stop()
      end('ended')
    },
  }
}

async function fileOf(url: string): Promise<string> {
  const [, data] = url.split(';base64,')
  if (data !== undefined) return shownFile(data, '.m4a')
  const { tempFilePath, statusCode } = await called<{ readonly tempFilePath: string; readonly statusCode: number }>((done) => Taro.downloadFile({ url: serverUrl + url, ...done }))
  if (statusCode !== 200) throw new Error('not there')
  return tempFilePath
}
