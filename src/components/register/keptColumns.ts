import Taro from '@tarojs/taro'

/** Which columns somebody chose for a register, kept in this browser. */
export function keptColumns(kind: string): readonly string[] | null {
  const kept: unknown = Taro.getStorageSync(keyOf(kind))
  return Array.isArray(kept) && kept.every((name) => typeof name === 'string') ? kept : null
}

export function keepColumns(kind: string, names: readonly string[]): void {
  Taro.setStorageSync(keyOf(kind), names)
}

function keyOf(kind: string): string {
  return `columns.${kind}`
}
