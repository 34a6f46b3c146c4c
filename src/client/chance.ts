import type { Device } from './platform/ports'

/** From 0 to below 1; throws as `random` does, before the device is ready. */
export function chanceOf({ random }: Pick<Device, 'random'>): number {
  const [high = 0, low = 0] = random(2)
  return (high * 256 + low) / 65536
}
