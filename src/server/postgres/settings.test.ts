import { settings, socketFits, socketIn } from './settings'

test('a socket lives in the data folder as long as the system can take its name, counted in bytes', () => {
  expect(socketIn('/srv/book/pg')).toBe('/srv/book/pg/.s.PGSQL.5432')
  expect(socketFits('/srv/book/pg', 'linux')).toBe(true)
  expect(socketFits(`/${'a'.repeat(85)}`, 'linux')).toBe(true)
  expect(socketFits(`/${'a'.repeat(86)}`, 'linux')).toBe(false)
  expect(socketFits(`/${'县'.repeat(28)}`, 'linux')).toBe(true)
  expect(socketFits(`/${'县'.repeat(29)}`, 'linux')).toBe(false)
})

test('Windows is always reached over the loopback address', () => {
  expect(socketFits('C:/book/pg', 'win32')).toBe(false)
})

test('with a socket no port is opened, and without one only the loopback address', () => {
  expect(settings({ kind: 'socket', path: '/x' }, true)).toMatchObject({ listen_addresses: '', unix_socket_directories: '.' })
  expect(settings({ kind: 'loopback', port: 5555 }, true)).toMatchObject({ listen_addresses: '127.0.0.1', port: '5555', unix_socket_directories: '' })
})

test('everything acknowledged is on the disk unless a test says otherwise', () => {
  const durable = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
  expect(settings({ kind: 'socket', path: '/x' }, true)).toMatchObject(durable)
  expect(settings({ kind: 'socket', path: '/x' }, false)).toMatchObject({ fsync: 'off', synchronous_commit: 'off' })
})
