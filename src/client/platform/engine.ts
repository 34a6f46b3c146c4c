/**
 * What phones before iOS 15.4 (`replaceAll`: 13.4) lack of the language and this program or its libraries call. Imported before everything
 * else. The tests of the WeChat package run without what is newer (test/weapp), so that a call not brought along here is found.
 */
bring(Object, 'hasOwn', (map: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(map, key))
bring(Array.prototype, 'at', function (this: readonly unknown[], at: number) {
  return this[at < 0 ? this.length + at : at]
})
bring(String.prototype, 'replaceAll', function (this: string, sought: string, put: string) {
  return this.split(sought).join(put)
})

function bring(to: object, name: string, made: unknown): void {
  if (!(name in to)) Object.defineProperty(to, name, { value: made, writable: true, configurable: true })
}
