// What weighs what in the phone's programs, source by source: `npm run sizes -- weapp h5`. Builds them anew; docs/sizes.md says what was found.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { join } from 'node:path'
import { build } from './build.mjs'
import { root } from './targets.mjs'

process.env.TRACED = '1'
/** Lighter ones are left out of the list, not of the sums. */
const shownFrom = 1000

for (const target of process.argv.slice(2).filter(word => word === 'weapp' || word === 'h5')) {
  await build(target)
  const folder = join(root, 'dist', target)
  const maps = readdirSync(folder, { recursive: true }).map(String).filter(name => name.endsWith('.map'))
  for (const name of maps.filter(name => name.endsWith('.js.map')).sort()) print(name.slice(0, -4), weigh(join(folder, name.slice(0, -4))))
  // They are no part of what ships.
  for (const name of maps) rmSync(join(folder, name))
}

/** Bytes by source of one file. */
function weigh(file) {
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')))
  const sums = new Map()
  readFileSync(file, 'utf8').split('\n').forEach((line, row) => {
    for (let column = 0; column < line.length; column++) {
      const source = map.findEntry(row, column).originalSource ?? '(the bundle itself)'
      sums.set(source, (sums.get(source) ?? 0) + Buffer.byteLength(line[column]))
    }
  })
  return sums
}

function print(name, sums) {
  const total = [...sums.values()].reduce((sum, bytes) => sum + bytes, 0)
  process.stdout.write(`\n${name} ${total}\n`)
  for (const [source, bytes] of [...sums].sort((a, b) => b[1] - a[1])) {
    if (bytes >= shownFrom) process.stdout.write(`${String(bytes).padStart(8)}  ${source.replace(/^webpack:\/\/[^/]*\//, '').replace(/^.*node_modules\//, '')}\n`)
  }
}
