/* global self, caches, Response */
// Keeps the program itself on the device, so that it opens without a network. It never touches /api: records live in the journal;
// nor /c/: a villager's page is the server's own, read as it stands now.
// A new version waits until a page tells it to take over, which pages do only when nothing is half written (src/client/update.ts).
// Windows that are still open with the version before find its files in the cache before this one.
const CACHE = 'shuoshibu-VERSION'
const FILES = ['FILES']
// Where the version that took over last is noted: its windows may still be open.
const NOTES = 'shuoshibu.active'
const NOTE = './active'

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()))
})

self.addEventListener('message', (event) => {
  if (event.data === 'takeOver') event.waitUntil(self.skipWaiting())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || /^\/(api|c)(\/|$)/.test(url.pathname)) return
  // One page: its addresses stand behind the #.
  const wanted = request.mode === 'navigate' ? './index.html' : request
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(wanted)).then((kept) => kept || caches.match(wanted)).then((kept) => kept || fetch(request)))
})

async function forgetOthers() {
  const notes = await caches.open(NOTES)
  const noted = await notes.match(NOTE)
  const before = noted === undefined ? '' : await noted.text()
  const names = await caches.keys()
  const others = names.filter((name) => name.startsWith('shuoshibu-') && name !== CACHE && name !== before)
  await Promise.all(others.map((name) => caches.delete(name)))
  await notes.put(NOTE, new Response(CACHE))
}
