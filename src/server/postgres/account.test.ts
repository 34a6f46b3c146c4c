import { allows, chooseAccount, type Account } from './account'

const passwd = 'root:x:0:0:root:/root:/bin/bash\nclerk:x:1000:1000::/home/clerk:/bin/sh\nnobody:x:65534:65533::/nonexistent:/bin/false\n'
const nobody: Account = { kind: 'other', name: 'nobody', uid: 65534, gid: 65533 }
const postgres: Account = { kind: 'other', name: 'postgres', uid: 101, gid: 104 }

test('root starts the database as postgres, or as nobody where there is no postgres', () => {
  expect(chooseAccount(passwd, null)).toEqual(nobody)
  expect(chooseAccount(`${passwd}postgres:x:101:104::/var/lib:/bin/sh\n`, null)).toEqual(postgres)
})

test('data an ordinary account began stay with it when root starts the program', () => {
  expect(chooseAccount(passwd, 1000)).toEqual({ kind: 'other', name: 'clerk', uid: 1000, gid: 1000 })
  expect(chooseAccount(passwd, 4711)).toEqual(nobody)
})

test('root is never chosen, and a machine without a fitting account has none', () => {
  expect(chooseAccount('root:x:0:0::/root:/bin/bash\npostgres:x:0:0::/:/bin/sh\n', null)).toBeNull()
  expect(chooseAccount('', null)).toBeNull()
})

test('the owner is judged by the owner bits alone, then the group, then everybody', () => {
  expect(allows(postgres, { uid: 0, gid: 0, mode: 0o40700 }, 1)).toBe(false)
  expect(allows(postgres, { uid: 0, gid: 0, mode: 0o40701 }, 1)).toBe(true)
  expect(allows(postgres, { uid: 0, gid: 104, mode: 0o40710 }, 1)).toBe(true)
  expect(allows(postgres, { uid: 0, gid: 104, mode: 0o40701 }, 1)).toBe(false)
  expect(allows(postgres, { uid: 101, gid: 0, mode: 0o40077 }, 1)).toBe(false)
  expect(allows(postgres, { uid: 0, gid: 0, mode: 0o40701 }, 4)).toBe(false)
})
