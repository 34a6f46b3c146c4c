import { REGISTERS, isRegister, type RegisterKind } from './registers'
import type { Me } from '../core/protocol'
import type { Places } from '../core/place'
import { TYPES } from './registry'
import { mayExport, mayList } from './role'
import type { Export } from './roleTable'
import { SETTING } from './settingNames'

/** Tables that can be taken away: a register per kind, the Ministry's table, the list of 以案定补. */
export type ExportWhat = RegisterKind | 'statistics' | 'subsidies'

const ALL: readonly ExportWhat[] = [...(Object.keys(REGISTERS) as RegisterKind[]), 'statistics', 'subsidies']

export function isExport(what: string): what is ExportWhat {
  return (ALL as readonly string[]).includes(what)
}

/** What the table is called, on its sheet, in its file's name and on the page. */
export function exportTitle(what: ExportWhat): string {
  if (what === 'statistics') return '人民调解统计表'
  if (what === 'subsidies') return `${SETTING.subsidies}清单`
  const { label } = TYPES[what]
  return /[册账]$/.test(label) ? label : `${label}台账`
}

/** What a person may take from a place, in the order of the registers. */
export function exportsFrom(me: Me, places: Places, place: string): readonly ExportWhat[] {
  return ALL.filter((what) => {
    const isHeld = rightsFor(what).some((right) => mayExport(me, places, place, right))
    return isHeld && (!isRegister(what) || mayList(me, TYPES[what]))
  })
}

function rightsFor(what: ExportWhat): readonly Export[] {
  if (what === 'statistics') return ['statistics']
  return what === 'subsidies' ? ['subsidies', 'ownSubsidies'] : ['registers']
}
