// Draws the tab bar's icons: `node scripts/tab-icons.mjs`. WeChat takes only pictures there, best at 81 × 81 px; the results are committed.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'

const size = 81
const grid = 24
const stroke = 1.75
const colours = {
  '': [0x56, 0x66, 0x6b],
  '-on': [0x1e, 0x6b, 0x5c],
  '-dark': [0xa3, 0xb0, 0xb3],
  '-on-dark': [0x7c, 0xc4, 0xb1],
}

/** Each icon is a list of lines on a 24 × 24 grid, each line a list of [x, y] points joined with round corners. */
const icons = {
  home: [
    [[3, 11.2], [12, 3.8], [21, 11.2]],
    [[5.4, 9.4], [5.4, 20], [18.6, 20], [18.6, 9.4]],
    [[10, 20], [10, 14.4], [14, 14.4], [14, 20]],
  ],
  register: [
    [[5, 18.4], [5, 5.6], ...arc(7, 5.6, 2, 180, 270), [19, 3.6], [19, 20.4], [7, 20.4], ...arc(7, 18.4, 2, 90, 270)],
    [[7, 16.4], [19, 16.4]],
    [[9, 8], [15, 8]],
    [[9, 11.6], [13, 11.6]],
  ],
  board: [
    [[3.4, 20.2], [20.6, 20.2]],
    [[6.4, 16.6], [6.4, 12.4]],
    [[12, 16.6], [12, 4.4]],
    [[17.6, 16.6], [17.6, 8.4]],
  ],
  me: [
    arc(12, 8, 4, 0, 360),
    [...arc(12, 20.6, 7.6, 180, 360)],
  ],
}

const folder = new URL('../src/assets/tab/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [name, lines] of Object.entries(icons)) {
  const coverage = draw(lines)
  for (const [suffix, colour] of Object.entries(colours)) {
    writeFileSync(fileURLToPath(new URL(`${name}${suffix}.png`, folder)), png(coverage, colour))
  }
}

/** Points of a circle's part, angles in degrees, clockwise from three o'clock. */
function arc(cx, cy, radius, from, to) {
  const steps = Math.ceil(Math.abs(to - from) / 10)
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180
    return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)]
  })
}

/** How much of each pixel the lines cover, 0…255: one pixel of soft edge around the stroke. */
function draw(lines) {
  const scale = size / grid
  const segments = lines.flatMap(points => points.slice(1).map((end, i) => [points[i], end]))
  return Uint8Array.from({ length: size * size }, (_, i) => {
    const point = [((i % size) + 0.5) / scale, (Math.floor(i / size) + 0.5) / scale]
    const distance = Math.min(...segments.map(([a, b]) => distanceToSegment(point, a, b)))
    return Math.round(255 * Math.min(1, Math.max(0, (stroke / 2 - distance) * scale + 0.5)))
  })
}

function distanceToSegment([px, py], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay]
  const length2 = dx * dx + dy * dy
  const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length2))
  return Math.hypot(px - ax - t * dx, py - ay - t * dy)
}

function png(coverage, [r, g, b]) {
  const rows = Buffer.alloc(size * (1 + size * 4))
  coverage.forEach((alpha, i) => {
    rows.set([r, g, b, alpha], Math.floor(i / size) * (1 + size * 4) + 1 + (i % size) * 4)
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

function crc32(bytes) {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
