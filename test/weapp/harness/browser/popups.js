/** The host's own windows over the page: toast, modal, action sheet and the pickers. Real DOM, so a test taps them like anything else. */
export function createPopups(layer) {
  let toast = null

  const make = (name, ...children) => {
    const element = document.createElement('div')
    element.className = name
    element.append(...children)
    return element
  }
  const button = (text, act) => {
    const element = make('option', text)
    element.onclick = act
    return element
  }
  const open = (name, ...children) => {
    const popup = make(name, make('box', ...children))
    layer.append(popup)
    return popup
  }
  const ask = (name, build) =>
    new Promise(answer => {
      const popup = open(name, ...build(value => (popup.remove(), answer(value))))
    })

  function hideToast() {
    clearTimeout(toast?.timer)
    toast?.popup.remove()
    toast = null
  }

  return {
    hideToast,
    /** A loading has no duration and stays until it is hidden; each new toast or loading replaces the one before. */
    showToast({ title, duration, mask }) {
      hideToast()
      const popup = open(mask ? 'toast mask' : 'toast', title)
      toast = { popup, timer: duration === undefined ? undefined : setTimeout(hideToast, duration) }
    },
    modal: ({ title = '', content = '', showCancel = true, cancelText = '取消', confirmText = '确定', editable = false, placeholderText = '' }) =>
      ask('modal', done => {
        const input = Object.assign(document.createElement('input'), { placeholder: placeholderText, value: editable ? content : '' })
        const row = make('row')
        if (showCancel) row.append(button(cancelText, () => done({ confirm: false, cancel: true })))
        row.append(button(confirmText, () => done({ confirm: true, cancel: false, ...(editable ? { content: input.value } : {}) })))
        return [make('title', title), editable ? input : make('content', content), row]
      }),
    sheet: items =>
      ask('sheet', done => [...items.map((item, i) => button(item, () => done(i))), button('取消', () => done(null))]),

    /**
     * `columns()` answers the texts of each column and is asked again after every `turned(column, row)`, because the program
     * may change the later columns; `typed` is the kind of an HTML input instead. Resolves to the rows or the typed value, or null.
     */
    picker: ({ columns, chosen, turned, typed, value }) =>
      ask('picker', done => {
        const rows = [...chosen]
        const area = make('columns')
        const input = typed === null ? null : Object.assign(document.createElement('input'), { type: typed, value })
        const draw = () => {
          const scrolled = [...area.children].map(column => column.scrollTop)
          area.replaceChildren(...columns().map((texts, column) => {
            rows[column] = Math.min(rows[column] ?? 0, Math.max(0, texts.length - 1))
            const options = texts.map((text, row) => {
              const option = button(text, () => {
                rows[column] = row
                turned(column, row)
                draw()
                setTimeout(draw, 50)
              })
              option.classList.toggle('chosen', rows[column] === row)
              return option
            })
            return make('column', ...options)
          }))
          ;[...area.children].forEach((column, i) => (column.scrollTop = scrolled[i] ?? 0))
        }
        if (input !== null) area.append(input)
        else draw()
        return [make('row', button('取消', () => done(null)), button('确定', () => done(input?.value ?? rows))), area]
      }),
  }
}
