import { hashPassword } from '../../src/server/account/password'
import type { Passwords } from '../../src/server/accounts'

/** Where passwords are not what a test is about: they cost nothing, and whoever works in the field has one too. */
export const PLAIN: Passwords = { cost: { memorySize: 64, iterations: 1 }, forField: true }

export function cheapHash(password: string): Promise<string> {
  return hashPassword(password, 'argon2id', PLAIN.cost)
}
