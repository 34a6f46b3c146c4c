const { createHash } = require('node:crypto')
const { transformSync, version } = require('esbuild')

/**
 * TypeScript and ES modules → CommonJS for jest: many times faster than the transform the phone's bundle goes through, and none of it is
 * under test here; what ships is tested as it ships (test/weapp, test/h5).
 */
module.exports = {
  getCacheKey: (text, path, { configString }) => createHash('sha256').update(version).update(SETTINGS_TEXT).update(configString).update(path).update('\0').update(text).digest('hex'),
  process(text, path) {
    const loader = /\.tsx$/.test(path) ? 'tsx' : /\.ts$/.test(path) ? 'ts' : 'jsx'
    const { code, map } = transformSync(text, { ...SETTINGS, loader, sourcefile: path })
    return { code: code.replace(HANDED_OUT, 'configurable: true, get:'), map }
  },
}

const SETTINGS = { format: 'cjs', target: 'node20', jsx: 'automatic', sourcemap: 'inline', supported: { 'dynamic-import': false }, logLevel: 'silent' }
// What esbuild hands out of a module may not be replaced; jest.spyOn has to.
const HANDED_OUT = /(?<=__defProp\((?:target, name|to, key), \{ )get:/g
const SETTINGS_TEXT = JSON.stringify([SETTINGS, String(HANDED_OUT)])
