const { default: Sequencer } = require('@jest/test-sequencer')

/**
 * The simulators wait most of their time and take minutes: begun last, they would end alone on an idle machine. Everything else in
 * jest's own order, the longest files first.
 */
module.exports = class extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => path.includes('/test/sim/')
    const sorted = super.sort(tests)
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))]
  }
}
