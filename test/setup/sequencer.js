const { default: Sequencer } = require('@jest/test-sequencer')

/** Begun last, these would end alone beside an idle core; they need no demo either, which is written while the first of them run. */
const FIRST = ['/test/sim/', '/test/server/attack/', '/test/server/canary.', '/test/server/demo.', '/src/server/demo/']

/** Those first, then everything in jest's own order, the longest files first. */
module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => (FIRST.findIndex((each) => path.includes(each)) + FIRST.length + 1) % (FIRST.length + 1)
    return super.sort(tests).map((test, at) => ({ test, at })).sort((a, b) => rank(a.test) - rank(b.test) || a.at - b.at).map(({ test }) => test)
  }
}
