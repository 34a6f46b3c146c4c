export default async function stopDemo(): Promise<void> {
  await globalThis.testDemo?.stop()
  globalThis.testDemo = undefined
}
