import { existsSync, readFileSync } from 'node:fs'
import { demoVariable, startVariable, type Start } from './startDemo'

/** Before each test file that may need the demo: waits until it is ready. Ten thousand records are written meanwhile. */
beforeAll(async () => {
  if (process.env[demoVariable] !== undefined) return
  const file = process.env[startVariable] ?? ''
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 200))
  const start = JSON.parse(readFileSync(file, 'utf8')) as Start
  if (start.kind === 'failed') throw new Error(`the demo did not start:\n${start.said}`)
  process.env[demoVariable] = start.address
}, 300_000)
