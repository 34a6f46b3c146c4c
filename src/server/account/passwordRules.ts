import { dictionary } from '@zxcvbn-ts/language-common'

/**
 * What a password must be. Length is what counts; kinds of signs are asked because 等保 asks them (a deviation from ASVS 6.2.5, docs/accounts.md).
 * null: good. Otherwise a sentence for the person who chose it.
 */
export function passwordFault(password: string, login: string): string | null {
  const text = password.normalize('NFKC')
  const signs = [...text]
  if (signs.length < LEAST) return `密码至少 ${LEAST} 个字符，现在是 ${signs.length} 个。可以用几个不相干的词连起来，再加数字或符号。`
  if (KINDS.filter((kind) => kind.test(text)).length < LEAST_KINDS) return '密码里要有大写字母、小写字母、数字、符号（或汉字）中的三种。'
  const plain = text.toLowerCase()
  const name = login.normalize('NFKC').trim().toLowerCase()
  if (name.length >= 2 && plain.includes(name)) return '密码里不能有登录名，请换一个。'
  if (new Set(signs).size < LEAST_DIFFERENT || isRun(plain) || isCommon(plain)) return '这个密码太常见，很容易被猜到，请换一个。'
  return null
}

const LEAST = 12
const LEAST_KINDS = 3
const LEAST_DIFFERENT = 6
const KINDS = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u] as const

/** 49,000 from breaches, in lower case. */
const isAmongCommon = (word: string): boolean => dictionary['passwords-common']?.includes(word) === true
/** Words a guesser in this field tries first. */
const LOCAL = ['shuoshibu', 'tiaojie', 'sifasuo', 'zongzhi', 'guanliyuan', 'mima', 'woaini'] as const

/** Itself, or itself without what people hang on it: Password-2026! is password. */
function isCommon(plain: string): boolean {
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const letters = plain.replace(/[^\p{L}]/gu, '')
  const spelled = plain.replace(/[@40]/g, (sign) => (sign === '0' ? 'o' : 'a')).replace(/[$5]/g, 's').replace(/[1!]/g, 'i').replace(/3/g, 'e').replace(/[^\p{L}]/gu, '')
  return [plain, core, letters, spelled].some((each) => isAmongCommon(each) || isRepeated(each) || LOCAL.some((word) => each === word))
}

/** abcabcabcabc */
function isRepeated(text: string): boolean {
  const half = /^(.{1,6}?)\1+$/u.exec(text)
  return half !== null && text.length >= LEAST
}

const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiopasdfghjklzxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm'] as const

/** Most of it runs along the alphabet, the numbers or the keyboard. */
function isRun(plain: string): boolean {
  const steps = [...plain].slice(1).filter((sign, i) => ROWS.some((row) => row.includes(`${plain[i] ?? ''}${sign}`) || row.includes(`${sign}${plain[i] ?? ''}`))).length
  return steps >= plain.length * 0.75
}
