import { createServer, connect, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface LineQuality {
  /** Each way. */
  readonly bytesPerSecond: number
  /** One way: half of a round trip. */
  readonly delayMs: number
  /** Of packets, 0 to 1. TCP sends a lost one again after `resendMs`; what comes behind it waits. */
  readonly loss: number
  readonly resendMs: number
  /** Of connections per packet: it dies, and what was on its way is gone. */
  readonly cut: number
}

export interface SlowLine {
  readonly address: string
  /** Bytes that entered it from the phone. */
  sent(): number
  /** Connections it cut. */
  cuts(): number
  close(): Promise<void>
}

const PACKET = 1_400

/** A line of that quality before a server on this machine. All its connections share the one line. `chance`: 0 ≤ x < 1. */
export async function openSlowLine(target: number, quality: LineQuality, chance: () => number): Promise<SlowLine> {
  const up = createWay(quality, chance)
  const down = createWay(quality, chance)
  const open = new Set<Socket>()
  let sent = 0
  let cuts = 0
  const server = createServer((phone) => {
    const host = connect(target, '127.0.0.1')
    const end = (): void => {
      phone.destroy()
      host.destroy()
    }
    const carry = (way: Way, from: Socket, to: Socket): void => {
      from.on('data', (bytes) => {
        if (from === phone) sent += bytes.length
        from.pause()
        way.send(bytes, (part) => to.write(part), () => from.resume(), () => {
          cuts += 1
          end()
        })
      })
      from.on('end', () => way.send(Buffer.alloc(0), () => to.end(), () => undefined, end))
      from.on('error', end).on('close', () => open.delete(from))
      open.add(from)
    }
    carry(up, phone, host)
    carry(down, host, phone)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => sent,
    cuts: () => cuts,
    close: () => {
      open.forEach((socket) => socket.destroy())
      return new Promise((done) => server.close(() => done()))
    },
  }
}

interface Way {
  /** `taken`: the sender may go on; `arrived` in order, one packet after another. */
  send(bytes: Buffer, arrived: (part: Buffer) => void, taken: () => void, cut: () => void): void
}

function createWay({ bytesPerSecond, delayMs, loss, resendMs, cut: cutting }: LineQuality, chance: () => number): Way {
  /** When the line is free again. */
  let free = 0
  const later = (at: number, run: () => void): void => void setTimeout(run, Math.max(0, at - Date.now()))
  return {
    send(bytes, arrived, taken, cut) {
      for (let from = 0; from < bytes.length || from === 0; from += PACKET) {
        const part = bytes.subarray(from, from + PACKET)
        if (chance() < cutting) return later(free, cut)
        free = Math.max(free, Date.now()) + (part.length / bytesPerSecond) * 1000 + (chance() < loss ? resendMs : 0)
        later(free + delayMs, () => arrived(part))
      }
      later(free, taken)
    },
  }
}
