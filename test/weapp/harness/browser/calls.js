import { ask, askSync, guard, HostFailure, report } from './bridge.js'

/** The form every `wx` call takes: recorded, mocked if a mock stands for it, answered later through callbacks or at once. */
export function createCalls(mocked, permit, onError) {
  const log = (name, args) => void ask('log', { name, args: args.map(loggable) })
  const later = (call, ...args) => void (call && setTimeout(() => guard(() => call(...args), onError)))

  /** Answers through success, fail and complete, or with a promise when the program gave none of them. */
  function settle(name, options, run) {
    const outcome = Promise.resolve().then(run).then(
      value => ({ ...value, errMsg: `${name}:ok` }),
      error => {
        if (!(error instanceof HostFailure)) report(error)
        throw { errMsg: `${name}:fail${error.message === '' ? '' : ` ${error.message}`}` }
      },
    )
    const { success, fail, complete } = options
    if (success === undefined && fail === undefined && complete === undefined) return outcome
    const answer = call => value => {
      later(call, value)
      later(complete, value)
    }
    outcome.then(answer(success), answer(fail))
    return undefined
  }
  const orMock = (name, options, run) => () => (mocked.has(name) ? ask('mock', { name, args: [plain(options)] }) : run())

  return {
    log,
    later,
    settle,
    orMock,
    asynchronous: (name, run) => (options = {}) => {
      log(name, [options])
      return settle(name, options, () => permit(name).then(orMock(name, options, () => run(options))))
    },
    synchronous: (name, run) => (...args) => {
      log(name, args)
      return mocked.has(name) ? askSync('mock', { name, args: args.map(plain) }) : run(...args)
    },
    /** A blocking question whose failure the program catches as an Error with the host's message. */
    blocking: (name, call, options) => {
      try {
        return askSync(call, options)
      } catch (error) {
        if (!(error instanceof HostFailure)) throw error
        const errMsg = `${name}:fail ${error.message}`
        throw Object.assign(new Error(errMsg), { errMsg })
      }
    },
  }
}

/** The options without their callbacks, as they cross to the host. */
export const plain = value =>
  value === null || typeof value !== 'object' || value instanceof ArrayBuffer
    ? value
    : Object.fromEntries(Object.entries(value).filter(([, part]) => typeof part !== 'function'))

function loggable(value) {
  if (value instanceof ArrayBuffer) return { bytes: value.byteLength }
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? null : value
  if (Array.isArray(value)) return value.map(loggable)
  return Object.fromEntries(Object.entries(value).filter(([, part]) => typeof part !== 'function').map(([name, part]) => [name, loggable(part)]))
}
