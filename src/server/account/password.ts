import { pbkdf2, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { argon2id } from 'hash-wasm'
import { must } from '../../core/assert'
import { own } from '../../core/own'

/**
 * Passwords at rest: `scheme$salt$hash` in base64. The string names how it was made, so that the way may change and old ones are made anew
 * at the next right password. argon2id runs as WebAssembly: the same on every processor a county has, and one at a time, so that a
 * burst of guesses takes time and no memory.
 */
export type PasswordScheme = 'argon2id' | 'pbkdf2-sm3'

/** KiB, and passes over them. */
export interface ArgonCost {
  readonly memorySize: number
  readonly iterations: number
}

interface Scheme {
  readonly derive: (password: string, salt: Buffer, cost: ArgonCost) => Promise<Buffer>
  /** Whose doors it opens: the demo's passwords are public, so a county's never are of its make. */
  readonly opens: readonly ('demo' | 'county')[]
}

const HASH_BYTES = 32
/** OWASP's least for argon2id is 19 MiB and two passes. */
export const ARGON: ArgonCost = { memorySize: 19 * 1024, iterations: 2 }
const SM3_ROUNDS = 600_000

const SCHEMES: Readonly<Record<string, Scheme>> = {
  argon2id: {
    opens: ['county', 'demo'],
    derive: async (password, salt, cost) => Buffer.from(await argon2id({ ...cost, parallelism: 1, hashLength: HASH_BYTES, password, salt, outputType: 'binary' })),
  },
  'pbkdf2-sm3': { opens: ['county', 'demo'], derive: (password, salt) => derived((done) => pbkdf2(password, salt, SM3_ROUNDS, HASH_BYTES, 'sm3', done)) },
  /** Of earlier releases. */
  scrypt: { opens: ['county', 'demo'], derive: (password, salt) => derived((done) => scrypt(password, salt, HASH_BYTES, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }, done)) },
  demo: { opens: ['demo'], derive: (password, salt) => derived((done) => scrypt(password, salt, HASH_BYTES, { N: 2 ** 10, r: 8, p: 1 }, done)) },
}

export async function hashPassword(password: string, scheme: PasswordScheme = 'argon2id', cost: ArgonCost = ARGON): Promise<string> {
  return made(scheme, password, cost)
}

/** For the demo's own accounts, and of no use anywhere else. */
export async function hashDemoPassword(password: string): Promise<string> {
  return made('demo', password, ARGON)
}

/** `stale`: right, and to be made anew in the county's own way. */
export type PasswordCheck = 'right' | 'stale' | 'wrong'

/** `stored` null: there is no such account, which takes as long to find out. */
export async function checkHash(password: string, stored: string | null, mode: 'demo' | 'county', scheme: PasswordScheme, cost: ArgonCost = ARGON): Promise<PasswordCheck> {
  if (password === '') return 'wrong'
  const kept = keptIn(stored ?? '', mode)
  const { derive } = kept?.way ?? must(SCHEMES[scheme], 'the way of a county')
  const given = await derive(password.normalize('NFKC'), kept?.salt ?? NO_SALT, cost)
  if (kept === null || kept.hash.length !== given.length || !timingSafeEqual(kept.hash, given)) return 'wrong'
  return kept.name === scheme || kept.name === 'demo' ? 'right' : 'stale'
}

/** null: it opens nothing here. */
function keptIn(stored: string, mode: 'demo' | 'county'): { readonly name: string; readonly way: Scheme; readonly salt: Buffer; readonly hash: Buffer } | null {
  const [name = '', ...parts] = stored.split('$')
  const [salt, hash] = parts.map((part) => Buffer.from(part, 'base64'))
  const way = own(SCHEMES, name)
  return way?.opens.includes(mode) === true && salt !== undefined && hash !== undefined && salt.length >= SALT_BYTES ? { name, way, salt, hash } : null
}

const SALT_BYTES = 16
const NO_SALT = Buffer.alloc(SALT_BYTES)

async function made(name: string, password: string, cost: ArgonCost): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await own(SCHEMES, name)?.derive(password.normalize('NFKC'), salt, cost)
  return `${name}$${salt.toString('base64')}$${(hash ?? NO_SALT).toString('base64')}`
}

function derived(run: (done: (error: Error | null, key: Buffer) => void) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => run((error, key) => (error === null ? resolve(key) : reject(error))))
}
