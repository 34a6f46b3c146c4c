import { fits, type Values, type Where } from '../core/field'

/** A duty to tell the police at once, of a dispute or a matter. Nothing is blocked by it: telling comes before writing. */
export interface Duty {
  readonly where: Where
  readonly why: string
  /** What is said to whoever has the record open, with the law. */
  readonly law: string
}

export const DUTIES: readonly Duty[] = [
  {
    where: { compartment: ['minor'] },
    why: '涉未成年人，有伤害马上报告',
    law: '未成年人受侵害、可能受侵害或者有别的危险，村（居）委会和办事的人有责任马上报告公安，再告诉民政、教育部门（未成年人保护法第十一条）。',
  },
  {
    where: { compartment: ['domestic'], incapable: ['true'] },
    why: '受害人行为能力不全，马上报告',
    law: '没有完全民事行为能力的人遭受家庭暴力，或者像是遭受了，村（居）委会和办事的人应当及时报案（反家庭暴力法第十四条）。',
  },
]

export function dutiesOf(values: Values): readonly Duty[] {
  return DUTIES.filter(({ where }) => fits(where, values))
}
