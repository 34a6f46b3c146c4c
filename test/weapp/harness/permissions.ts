import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HostFailure, type HostCalls } from './disk'

/** Calls the host lets through only once the person has agreed to the program's privacy terms, and which those terms must name. */
export const GUARDED: readonly string[] = `chooseMedia chooseImage chooseVideo chooseMessageFile saveImageToPhotosAlbum saveVideoToPhotosAlbum getLocation
  chooseLocation choosePoi getFuzzyLocation startLocationUpdate startLocationUpdateBackground startRecord getRecorderManager RecorderManager.start
  joinVoIPChat createCameraContext getClipboardData setClipboardData chooseAddress addPhoneContact addPhoneCalendar chooseContact getWeRunData
  openBluetoothAdapter getUserProfile getUserInfo getPhoneNumber onAccelerometerChange onGyroscopeChange onCompassChange`.split(/\s+/)

export interface PermissionOptions {
  readonly refused?: readonly string[]
  readonly recording?: Buffer
  readonly privacy?: { readonly isAgreed?: boolean; readonly declared?: readonly string[] }
}

export interface Permissions {
  readonly calls: HostCalls
  refuse(scope: string): void
  allow(scope: string): void
  /** As the next start finds them. */
  privacy(): { readonly guarded: readonly string[]; readonly isAgreed: boolean; readonly declared: readonly string[] | null }
}

/** What the person allows the program. The host asks once and then remembers the answer; a test says it beforehand. */
export function createPermissions({ refused = [], recording = Buffer.alloc(0), privacy = {} }: PermissionOptions, diskRoot: string): Permissions {
  const no = new Set(refused)
  const asked = new Map<string, boolean>()
  let isAgreed = privacy.isAgreed ?? true
  let recordings = 0
  return {
    refuse: scope => void no.add(scope),
    allow: scope => void no.delete(scope),
    privacy: () => ({ guarded: GUARDED, isAgreed, declared: privacy.declared ?? null }),
    calls: {
      permit: ({ scope }: { scope: string }) => {
        asked.set(scope, !no.has(scope))
        if (no.has(scope)) throw new HostFailure('auth deny')
      },
      permissions: () => Object.fromEntries([...asked.keys()].map(scope => [scope, !no.has(scope)])),
      privacyAgreed: () => {
        isAgreed = true
      },
      recording: () => {
        recordings += 1
        writeFileSync(join(diskRoot, 'tmp', `recording-${recordings}.aac`), recording)
        return { tempFilePath: `wxfile://tmp/recording-${recordings}.aac`, fileSize: recording.length }
      },
    },
  }
}
