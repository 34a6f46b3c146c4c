import type { Config } from '../core/config'
import { liveRows, type Option, type Value, type Values } from '../core/field'
import type { StoredRecord } from '../core/op'
import { isDay } from '../core/period'
import { placesOf, type Former, type Place } from '../core/place'

/** The county's configuration as of change `n`, from the records of its stream. */
export function configOf(n: number, records: readonly StoredRecord[]): Config {
  const kept = records.filter((record) => record.stage === 'kept')
  return {
    n,
    places: placesOf(kept.filter((record) => record.kind === 'place').map(placeOf)),
    options: optionsOf(kept.filter((record) => record.kind === 'option')),
    settings: settingsOf(kept.filter((record) => record.kind === 'setting')),
    figures: kept.filter((record) => record.kind === 'ownFigure').sort((a, b) => (a.id < b.id ? -1 : 1)).map((record) => record.values),
  }
}

export function placeOf({ id, values }: StoredRecord): Place {
  return {
    id,
    name: text(values.name) ?? '',
    level: text(values.level) ?? '',
    parent: text(values.parent),
    order: typeof values.order === 'number' ? values.order : 0,
    from: text(values.from),
    until: text(values.until),
    ...formerOf(values.former),
    heir: text(values.heir),
  }
}

/** Without any there is no such key: most places were never called otherwise. */
function formerOf(rows: Value | undefined): Pick<Place, 'former'> {
  const former = liveRows(rows).flatMap(([, { values }]): readonly Former[] => {
    const { until, name, parent } = values
    return isDay(until) && typeof name === 'string' ? [{ until, name, parent: text(parent) }] : []
  })
  return former.length === 0 ? {} : { former: [...former].sort((a, b) => (a.until < b.until ? -1 : 1)) }
}

function optionsOf(records: readonly StoredRecord[]): Config['options'] {
  const optionsByField: Record<string, Record<string, Option>> = {}
  const inOrder = [...records].sort((a, b) => Number(a.values.order ?? 0) - Number(b.values.order ?? 0))
  for (const { values } of inOrder) {
    const [field, code, label] = [text(values.field), text(values.code), text(values.label)]
    if (field === null || code === null || label === null) continue
    const options = optionsByField[field] ?? {}
    const order = typeof values.order === 'number' ? { order: values.order } : {}
    options[code] = { label, ...order, ...(values.isRetired === true ? { retired: true } : {}) }
    optionsByField[field] = options
  }
  return optionsByField
}

/** A setting for one township is named `name@place` beside the county's own `name`. */
function settingsOf(records: readonly StoredRecord[]): Config['settings'] {
  const settings: Record<string, Value> = {}
  for (const { values } of records) {
    const [key, value] = [settingKey(values), values.text ?? values.number]
    if (key !== null && value !== undefined) settings[key] = value
  }
  return settings
}

/** The settings after one of their records changed, so that the next op of a batch finds them. */
export function withSetting(settings: Config['settings'], { stage, values }: StoredRecord): Config['settings'] {
  const [key, value] = [settingKey(values), values.text ?? values.number]
  if (key === null) return settings
  const { [key]: _before, ...others } = settings
  return stage === 'kept' && value !== undefined ? { ...others, [key]: value } : others
}

export function settingKey({ name, place }: Values): string | null {
  const [called, at] = [text(name), text(place)]
  return called === null || at === null ? called : `${called}@${at}`
}

/** The options after one of their records changed. */
export function withOption(options: Config['options'], record: StoredRecord): Config['options'] {
  const [field, code] = [text(record.values.field), text(record.values.code)]
  if (field === null || code === null) return options
  const { [code]: _before, ...others } = options[field] ?? {}
  return { ...options, [field]: { ...others, ...(record.stage === 'kept' ? optionsOf([record])[field] : {}) } }
}

function text(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null
}
