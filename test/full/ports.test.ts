import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { launchProgram, startProgram, stopProgram } from './program'

/** A program that starts where another one listens says which port it is, changes nothing, and starts when it is given another. */
const folder = mkdtempSync('/tmp/ports-')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(['PORT', 'OPERATION_PORT'])('a taken %s is named, with what to do', async (name) => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  const data = join(folder, name)
  const refused = launchProgram({ data, port: 0, env: { [name]: String(port) } })
  await expect(refused.listening).rejects.toThrow(`端口 ${port} 已经被别的程序占用。请先停掉那个程序，或者用 ${name}=别的端口 再启动；数据没有动。`)
  await refused.ended
  expect(refused.child.exitCode).toBe(1)
  await new Promise((resolve) => other.close(resolve))
  await stopProgram(await startProgram({ data, port: 0 }))
}, 120_000)
