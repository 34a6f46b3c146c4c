import { component, glassEasel } from 'glass-easel-miniprogram-adapter'
import { guard, report } from './bridge.js'

// What the logic layer of the host surely has: the language up to ES2019 as iOS 13 knows it. Everything else of Chromium is taken away below.
const LANGUAGE = `undefined NaN Infinity Object Function Array Number Boolean String Symbol Math JSON Date RegExp Promise Proxy Reflect
  Map Set WeakMap WeakSet ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array
  Float32Array Float64Array Error EvalError RangeError ReferenceError SyntaxError TypeError URIError isFinite isNaN parseFloat parseInt
  decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape`.split(/\s+/)
const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval']
const SET_DATA_LIMIT = 1024 * 1024
// What came after iOS 13.4: a program that calls it works on the developer's phone and stops on the user's.
const NEWER = [
  [Object, 'hasOwn groupBy'],
  [Promise, 'any try withResolvers'],
  [Map, 'groupBy'],
  [Array, 'fromAsync'],
  [Array.prototype, 'at findLast findLastIndex toReversed toSorted toSpliced with'],
  [String.prototype, 'at isWellFormed toWellFormed'],
  [Int8Array.prototype.__proto__, 'at findLast findLastIndex toReversed toSorted with'],
  [ArrayBuffer.prototype, 'resize transfer transferToFixedLength'],
  [Set.prototype, 'union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom'],
  [Error, 'captureStackTrace'],
]

/**
 * The program's modules. `given` are the globals the host adds (wx, App, Page …).
 * A file is loaded once; `require` stays inside the package, and inside the main package or its own sub-package.
 */
export function createLogic(scripts, subRoots, given) {
  const NativeFunction = Function
  const has = Object.hasOwn
  const refuse = name => {
    throw new EvalError(`${name} is not available in a mini program`)
  }
  function NoFunction() {
    refuse('Function')
  }
  NoFunction.prototype = NativeFunction.prototype
  Object.defineProperty(NativeFunction.prototype, 'constructor', { value: NoFunction })

  const language = Object.fromEntries(LANGUAGE.map(name => [name, window[name]]))
  const timers = Object.fromEntries(TIMERS.map(name => [name, window[name].bind(window)]))
  const scope = { ...timers, console: heard, ...given, Function: NoFunction, eval: () => refuse('eval') }
  scope.globalThis = scope.global = { ...language, ...timers, console: heard, ...given, Function: NoFunction }
  const taken = browserNames().filter(name => !(name in language) && !has(scope, name))
  const names = [...Object.keys(scope), 'require', 'module', 'exports', ...taken]
  const modules = new Map()
  for (const [owner, newer] of NEWER) for (const name of newer.split(' ')) delete owner[name]
  const rootOf = file => subRoots.find(root => file.startsWith(`${root}/`)) ?? ''

  function load(file) {
    const known = modules.get(file)
    if (known !== undefined) return known.exports
    const module = { exports: {} }
    modules.set(file, module)
    const require = path => load(resolve(file, path))
    // The body is strict so that a plain function's `this` is not the browser's window; `eval` can be a name of the sloppy wrapper only.
    const wrapper = new NativeFunction(...names, `return function () {"use strict";${scripts[file]}\n}\n//# sourceURL=weapp/${file}`)
    wrapper(...Object.values(scope), require, module, module.exports).call(undefined)
    return module.exports
  }

  function resolve(from, path) {
    const base = path.startsWith('/') ? [] : from.split('/').slice(0, -1)
    const parts = path.split('/').reduce((all, part) => (part === '..' ? all.slice(0, -1) : part === '.' || part === '' ? all : [...all, part]), base)
    const stem = parts.join('/')
    const file = [stem, `${stem}.js`, `${stem}/index.js`].find(name => has(scripts, name))
    if (file === undefined) throw new Error(`module '${stem}.js' is not defined, require args is '${path}'`)
    if (rootOf(file) !== '' && rootOf(file) !== rootOf(from)) throw new Error(`${from} requires ${file} of another sub-package`)
    return file
  }

  return { load, has: file => has(scripts, file) }
}

function browserNames() {
  const names = new Set()
  for (let layer = window; layer !== Object.prototype; layer = Object.getPrototypeOf(layer)) {
    for (const name of Object.getOwnPropertyNames(layer)) if (/^[A-Za-z_$][\w$]*$/.test(name)) names.add(name)
  }
  return [...names]
}

// Whoever catches what a page throws while it draws says so here, and only here: Taro does, and leaves the page as it was.
const heard = Object.assign(Object.create(console), {
  error: (...words) => {
    console.error(...words)
    const thrown = words.find(word => word instanceof Error)
    if (thrown !== undefined) report(thrown)
  },
})

/** Makes every method of a Page or Component definition receive events as the logic layer does: plain JSON, later. */
export function acrossTheBorder(methods) {
  const entries = Object.entries(methods).map(([name, method]) => [name, typeof method === 'function' ? receive(method) : method])
  return Object.fromEntries(entries)
}

function receive(method) {
  return function (first, ...rest) {
    if (!(first instanceof glassEasel.Event)) return method.call(this, first, ...rest)
    const event = plainEvent(first)
    setTimeout(() => guard(() => method.call(this, event)))
    return undefined
  }
}

function plainEvent(event) {
  const { type, timeStamp, detail, mark, touches, changedTouches } = event
  return copy({ type, timeStamp, detail, mark, touches, changedTouches, target: plainNode(event.target), currentTarget: plainNode(event.currentTarget) })
}

function plainNode(target) {
  const node = target._$ ?? target
  const { offsetLeft = 0, offsetTop = 0 } = node.$$ ?? {}
  return { id: node.id, dataset: node.dataset ?? {}, offsetLeft, offsetTop }
}

const copy = value => JSON.parse(JSON.stringify(value))

/** Puts the border into every setData: a JSON copy, its size kept, refused above 1 MiB; `drawn` hears of it afterwards. Answers the sizes. */
export function watchSetData(drawn) {
  const sizes = []
  const { prototype } = component.ComponentCaller
  const apply = prototype.setData
  prototype.setData = function (data, done) {
    const text = JSON.stringify(data)
    const size = new TextEncoder().encode(text).length
    sizes.push(size)
    if (size > SET_DATA_LIMIT) report(`setData: ${size} bytes at once, the host takes ${SET_DATA_LIMIT}`)
    else apply.call(this, JSON.parse(text), done)
    drawn()
  }
  return sizes
}
