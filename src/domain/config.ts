import type { Config } from '../core/config'
import type { Option, Value } from '../core/field'
import type { StoredRecord } from '../core/op'
import { placesOf, type Place } from '../core/place'

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
  }
}

function optionsOf(records: readonly StoredRecord[]): Config['options'] {
  const optionsByField: Record<string, Record<string, Option>> = {}
  const inOrder = [...records].sort((a, b) => Number(a.values.order ?? 0) - Number(b.values.order ?? 0))
  for (const { values } of inOrder) {
    const [field, code, label] = [text(values.field), text(values.code), text(values.label)]
    if (field === null || code === null || label === null) continue
    const options = optionsByField[field] ?? {}
    options[code] = values.isRetired === true ? { label, retired: true } : { label }
    optionsByField[field] = options
  }
  return optionsByField
}

/** A setting for one township is named `name@place` beside the county's own `name`. */
function settingsOf(records: readonly StoredRecord[]): Config['settings'] {
  const settings: Record<string, Value> = {}
  for (const { values } of records) {
    const name = text(values.name)
    const value = values.text ?? values.number
    if (name === null || value === undefined) continue
    const at = text(values.place)
    settings[at === null ? name : `${name}@${at}`] = value
  }
  return settings
}

function text(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null
}
