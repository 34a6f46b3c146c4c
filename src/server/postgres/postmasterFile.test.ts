import { parsePostmasterFile } from './postmasterFile'

test('a complete postmaster.pid names the pid and that connections are taken', () => {
  const text = '8338\n/srv/data/pg\n1795255767\n5432\n.\n\n  2253408         8\nready   \n'
  expect(parsePostmasterFile(text)).toEqual({ pid: 8338, ready: true })
})

test('a starting server and a file written half-way are not ready', () => {
  expect(parsePostmasterFile('8338\n/srv/data/pg\n1795255767\n5432\n.\n\n  2253408         8\nstarting\n')).toEqual({ pid: 8338, ready: false })
  expect(parsePostmasterFile('8338\n/srv')).toEqual({ pid: 8338, ready: false })
})

test('line ends of Windows and the negated pid of a single-user server are understood', () => {
  expect(parsePostmasterFile('-77\r\nC:/data/pg\r\n1\r\n5432\r\n\r\n127.0.0.1\r\n\r\nready\r\n')).toEqual({ pid: 77, ready: true })
})

test('an empty or torn file names nobody', () => {
  expect(parsePostmasterFile('')).toBeNull()
  expect(parsePostmasterFile('\n\n')).toBeNull()
  expect(parsePostmasterFile('half a line')).toBeNull()
})
