/** The size a browser was told to write in; iPhones keep theirs in a font of their own. Zoom is not counted: it enlarges everything as it is. */
export function hostFontSize(): number | null {
  const probe = document.createElement('span')
  probe.style.fontSize = 'medium'
  // What a browser does not know it leaves as it was.
  probe.style.font = '-apple-system-body'
  document.body.append(probe)
  const size = parseFloat(getComputedStyle(probe).fontSize)
  probe.remove()
  return Number.isFinite(size) ? size : null
}
