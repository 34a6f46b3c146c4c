import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { OpResult } from '../../core/protocol'

/** What the people who run the server watch, in Prometheus' notation. Labels are closed sets: routes as written in the program, never a path, an id or a person. */
export interface Metrics {
  readonly answered: (asked: { readonly method: string; readonly route: string; readonly status: number }, ms: number) => void
  readonly judged: (results: readonly OpResult[]) => void
  readonly text: () => Promise<string>
  readonly contentType: string
}

/** `gauges`: read when somebody asks; each with what it is. */
export function createMetrics(gauges: readonly { readonly name: string; readonly help: string; readonly read: () => number | Promise<number> }[]): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const registers = [register]
  const answers = new Histogram({
    name: 'shuoshibu_http_seconds', help: 'Answered requests, by route and status.', labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15], registers,
  })
  const ops = new Counter({ name: 'shuoshibu_ops_total', help: 'Ops that were pushed, by what became of them.', labelNames: ['result'], registers })
  for (const { name, help, read } of gauges) {
    new Gauge({
      name: `shuoshibu_${name}`, help, registers,
      async collect() {
        this.set(await read())
      },
    })
  }
  return {
    answered: ({ method, route, status }, ms) => answers.observe({ method, route, status: String(status) }, ms / 1_000),
    judged: (results) => {
      for (const { kind } of results) ops.inc({ result: kind })
    },
    text: () => register.metrics(),
    contentType: register.contentType,
  }
}
