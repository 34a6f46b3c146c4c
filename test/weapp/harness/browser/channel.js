/** The two ends of the channel between a page and the one that opened it: what one emits, the other hears. */
export function createChannel() {
  const near = createEnd()
  const far = createEnd()
  near.emit = far.hear
  far.emit = near.hear
  return { near, far }
}

function createEnd() {
  const listeners = []
  const end = {
    on: (name, listener) => void listeners.push({ name, listener }),
    once: (name, listener) => void listeners.push({ name, listener, once: true }),
    off: (name, listener) => {
      for (let i = listeners.length - 1; i >= 0; i -= 1) {
        if (listeners[i].name === name && (listener === undefined || listeners[i].listener === listener)) listeners.splice(i, 1)
      }
    },
    hear: (name, ...args) => {
      for (const entry of listeners.filter(candidate => candidate.name === name)) {
        if (entry.once) end.off(name, entry.listener)
        setTimeout(() => entry.listener(...args))
      }
    },
  }
  return end
}
