import type { WriteAnswer } from '../client/client'
import type { RecordType } from '../core/recordType'
import { refusalAdvice } from '../domain/words'

/** Why something could not be saved, and what to do. */
export function unsavedText(answer: Exclude<WriteAnswer, { kind: 'saved' }>, type: RecordType): string {
  if (answer.kind === 'refused') {
    const { what, then } = refusalAdvice(answer.refusal, type)
    return `${what}。${then}`
  }
  return answer.why === 'full'
    ? '手机存满了，这一件还没存上。请清出一些地方再点保存，写的都还在。'
    : '手机存不进去，这一件还没存上。请再点一次保存，写的都还在。'
}
