import type { Config } from '../core/config'
import type { Me } from '../core/protocol'
import { createMoves, holdsRecords, mayCount, mayList, mayReport } from '../domain/role'
import { TYPES, type Kind } from '../domain/registry'
import type { IconName } from './Icon'

/** Pages a person's roles lead to; the rail, the home page of office roles and the register's tabs read it. */
export interface Entry {
  readonly name: 'home' | 'board' | 'register' | 'reports' | 'me'
  readonly text: string
  readonly icon: IconName
}

/** Registers in the order of their importance to a township. */
const REGISTERS = ['dispute', 'matter', 'outreach', 'screening', 'work', 'confirmation', 'roster'] as const satisfies readonly Kind[]

export function entriesOf(me: Me, config: Config): readonly Entry[] {
  const reports = me.grants.some(({ place }) => mayReport(me, config.places, place, 'read'))
  const entries: readonly (Entry | null)[] = [
    { name: 'home', text: '首页', icon: 'home' },
    countsAnywhere(me, config) ? { name: 'board', text: '看板', icon: 'board' } : null,
    registersOf(me).length > 0 ? { name: 'register', text: '台账', icon: 'register' } : null,
    reports ? { name: 'reports', text: '报告', icon: 'report' } : null,
    { name: 'me', text: '我的', icon: 'me' },
  ]
  return entries.filter((entry): entry is Entry => entry !== null)
}

export function countsAnywhere(me: Me, config: Config): boolean {
  return me.grants.some(({ place }) => mayCount(me, config.places, place))
}

/** Township registers the person may look into. */
export function registersOf(me: Me): readonly Kind[] {
  return REGISTERS.filter((kind) => mayList(me, TYPES[kind]))
}

/** Kinds the person may write down. */
export function capturesOf(me: Me): readonly Kind[] {
  return REGISTERS.filter((kind) => createMoves(me, TYPES[kind]).length > 0)
}

export function isFieldRole(me: Me): boolean {
  return me.roles.some(holdsRecords)
}

/** A tab's word for a register. */
export const REGISTER_WORDS: Readonly<Record<(typeof REGISTERS)[number], string>> = {
  dispute: '纠纷', matter: '说事', outreach: '普法', screening: '排查', work: '其他', confirmation: '确认', roster: '名册',
}
