/**
 * The components of a form, by tag. `value` is what a form submits, `reset()` brings back what the template said,
 * `tapped()` is what a tap on the component or its label does.
 */
export function defineFields(Component, document, host) {
  const { popups } = host
  class TextField extends Component {
    constructor(tag) {
      super()
      this.inner = this.inside(`<${tag} style="border:0;outline:0;padding:0;margin:0;width:100%;height:100%;background:none;resize:none;text-align:inherit"></${tag}>`)
      const detail = () => ({ value: this.inner.value, cursor: this.inner.selectionStart })
      this.inner.oninput = () => {
        this.grow()
        this.fire('input', detail())
      }
      this.inner.onfocus = () => this.fire('focus', { value: this.inner.value, height: 0 })
      this.inner.onblur = () => this.fire('blur', detail())
    }
    get value() {
      return this.inner.value
    }
    changed(name) {
      const value = this.prop(name)
      if (name === 'value' && this.inner.value !== String(value ?? '')) this.inner.value = value ?? ''
      if (name === 'placeholder') this.inner.placeholder = value ?? ''
      if (name === 'disabled') this.inner.disabled = this.is('disabled')
      if (name === 'maxlength') Number(value) < 0 ? this.inner.removeAttribute('maxlength') : (this.inner.maxLength = Number(value ?? 140))
      if (name === 'focus') setTimeout(() => (this.is('focus') ? this.inner.focus() : this.inner.blur()))
      if (name === 'password' || name === 'type') this.inner.type = this.is('password') ? 'password' : 'text'
      this.grow()
    }
    grow() {}
    reset() {
      this.inner.value = this.prop('value', '')
    }
    tapped() {
      this.inner.focus()
    }
  }
  class Input extends TextField {
    constructor() {
      super('input')
      this.inner.onkeydown = event => {
        if (event.key !== 'Enter') return
        this.fire('confirm', { value: this.inner.value })
        if (!this.is('confirm-hold')) this.inner.blur()
      }
    }
  }
  class Textarea extends TextField {
    constructor() {
      super('textarea')
    }
    connectedCallback() {
      this.grow()
    }
    grow() {
      if (!this.is('auto-height') || !this.isConnected) return
      this.inner.style.height = '1.4em'
      this.inner.style.height = `max(1.4em, ${this.inner.scrollHeight}px)`
    }
  }

  class Toggle extends Component {
    isOn = false
    changed(name) {
      if (name === 'checked') this.draw(this.is('checked'))
    }
    draw(isOn) {
      this.isOn = isOn
      this.toggleAttribute('on', isOn)
    }
    reset() {
      this.draw(this.is('checked'))
    }
  }
  class Switch extends Toggle {
    get value() {
      return this.isOn
    }
    tapped() {
      if (this.is('disabled')) return
      this.draw(!this.isOn)
      this.fire('change', { value: this.isOn })
    }
  }
  class Radio extends Toggle {
    tapped() {
      if (this.is('disabled') || this.isOn) return
      const group = this.closest('wx-radio-group')
      for (const other of group?.querySelectorAll('wx-radio') ?? []) other.draw(false)
      this.draw(true)
      group?.fire('change', { value: group.value })
    }
  }
  class Checkbox extends Toggle {
    tapped() {
      if (this.is('disabled')) return
      this.draw(!this.isOn)
      const group = this.closest('wx-checkbox-group')
      group?.fire('change', { value: group.value })
    }
  }
  class RadioGroup extends Component {
    get value() {
      return [...this.querySelectorAll('wx-radio')].find(radio => radio.isOn)?.prop('value', '') ?? ''
    }
  }
  class CheckboxGroup extends Component {
    get value() {
      return [...this.querySelectorAll('wx-checkbox')].filter(box => box.isOn).map(box => box.prop('value', ''))
    }
  }

  class Label extends Component {
    tapped() {
      const named = this.prop('for', '')
      const field = named === '' ? this.querySelector('wx-switch, wx-radio, wx-checkbox, wx-input, wx-textarea, wx-button') : document.getElementById(named)
      field?.tapped()
    }
  }

  class Picker extends Component {
    get value() {
      return this.prop('value')
    }
    get columns() {
      const range = this.prop('range', [])
      const key = this.prop('range-key')
      const text = item => String(key === undefined || item === null || typeof item !== 'object' ? item : item[key])
      return this.prop('mode') === 'multiSelector' ? range.map(column => column.map(text)) : [range.map(text)]
    }
    async tapped() {
      if (this.is('disabled')) return
      const mode = this.prop('mode', 'selector')
      const isMulti = mode === 'multiSelector'
      const fields = { year: 'number', month: 'month', day: 'date' }[this.prop('fields', 'day')]
      const typed = { date: fields, time: 'time' }[mode] ?? null
      if (typed === null && mode !== 'selector' && !isMulti) throw new Error(`The picker mode "${mode}" is not imitated`)
      const value = this.prop('value')
      const answer = await popups.picker({
        columns: () => this.columns,
        chosen: isMulti ? (value ?? []) : [Math.max(0, Number(value ?? 0))],
        turned: (column, row) => isMulti && this.fire('columnchange', { column, value: row }),
        typed,
        value,
      })
      if (answer === null) this.fire('cancel')
      // A single selector's value is text, as the host's was seen to be: programs need Number().
      else this.fire('change', { value: typed !== null || isMulti ? answer : String(answer[0]) })
    }
  }

  class Form extends Component {
    get fields() {
      const controls = this.querySelectorAll('wx-input, wx-textarea, wx-switch, wx-radio-group, wx-checkbox-group, wx-picker')
      return [...controls].filter(control => control.prop('name', '') !== '')
    }
    submit() {
      this.fire('submit', { value: Object.fromEntries(this.fields.map(control => [control.prop('name'), control.value])) })
    }
    resetAll() {
      for (const control of this.querySelectorAll('wx-input, wx-textarea, wx-switch, wx-radio, wx-checkbox')) control.reset()
      this.fire('reset')
    }
  }

  class Button extends Component {
    tapped() {
      const form = this.closest('wx-form')
      const type = this.prop('form-type')
      if (type === 'submit') form?.submit()
      if (type === 'reset') form?.resetAll()
      const wanted = this.prop('open-type')
      if (wanted === 'agreePrivacyAuthorization') {
        host.agreed(this.id)
        this.fire('agreeprivacyauthorization', { errMsg: `${wanted}:ok` })
      }
      else if (wanted === 'openSetting') host.wx.openSetting({})
      else if (wanted !== undefined && wanted !== '' && wanted !== 'share') throw new Error(`The button's open-type "${wanted}" is not imitated`)
    }
  }

  return {
    input: Input,
    textarea: Textarea,
    switch: Switch,
    radio: Radio,
    'radio-group': RadioGroup,
    checkbox: Checkbox,
    'checkbox-group': CheckboxGroup,
    label: Label,
    picker: Picker,
    form: Form,
    button: Button,
  }
}
