import Docxtemplater from 'docxtemplater'
import PizZip from 'pizzip'
import { plainText } from '../../../core/document'
import { fill } from '../../../core/phrase/fill'
import type { Fact, Facts, Item } from '../../../core/phrase/fact'
import { fieldOf } from '../../../core/phrase/names'
import { parseTemplate } from '../../../core/phrase/template'
import { BLANK } from '../../../domain/papers/blank'
import { legal } from '../../docx/textRun'
import { zipped } from '../zipped'
import { isWritten } from './openForm'
import { penned } from './penned'
import { prepare, type Meaning } from './prepare'

export type Filled = { readonly kind: 'filled'; readonly bytes: Uint8Array } | { readonly kind: 'wrong'; readonly says: readonly string[] }

/** A county's form with the values of a case. What cannot be filled is left for the pen: a paper never shows a fault of its form. */
export function fillForm(parts: ReadonlyMap<string, Uint8Array>, facts: Facts): Filled {
  const zip = new PizZip()
  const meanings: Meaning[] = []
  for (const [name, content] of parts) {
    if (!isWritten(name)) zip.file(name, content, { binary: true })
    else {
      const prepared = prepare(Buffer.from(content).toString('utf8'), meanings.length)
      meanings.push(...prepared.meanings)
      zip.file(name, prepared.xml)
    }
  }
  try {
    const form = new Docxtemplater(zip, { delimiters: { start: '{{', end: '}}' }, paragraphLoop: true, errorLogging: false, nullGetter: () => '', parser: (tag) => ({ get: (_scope, context) => valueOf(meanings, tag, facts, context.scopeList) }) })
    form.render({})
    const rendered = form.getZip()
    return { kind: 'filled', bytes: zipped([...parts.keys()].map((name) => {
      const file = rendered.file(name)
      return [name, isWritten(name) ? penned(file?.asText() ?? '') : (file?.asUint8Array() ?? new Uint8Array())] as const
    })) }
  } catch (error) {
    return { kind: 'wrong', says: saysOf(error) }
  }
}

function valueOf(meanings: readonly Meaning[], tag: string, facts: Facts, scopes: readonly unknown[]): unknown {
  const meaning = /^\d+$/.test(tag) ? meanings[Number(tag)] : undefined
  if (meaning === undefined) return scopes[scopes.length - 1]
  const around = scopes.flatMap((scope) => (isScope(scope) ? [scope.item] : [])).reverse()
  const within: Facts = (reference) => {
    for (const item of around) {
      const found = fieldOf(item, reference)
      if (found !== undefined) return found
    }
    return facts(reference)
  }
  if (meaning.kind === 'each') return itemsOf(within, meaning.list).map((item): Scope => ({ item }))
  const { document, problems } = fill(meaning.template, within)
  if (problems.some(({ level }) => level === 'error')) return meaning.kind === 'when' ? false : BLANK
  return meaning.kind === 'when' ? plainText(document) !== '' : legal(plainText(document))
}

interface Scope {
  readonly item: Item
}

function isScope(scope: unknown): scope is Scope {
  return typeof scope === 'object' && scope !== null && 'item' in scope
}

function itemsOf(facts: Facts, list: string): readonly Item[] {
  const part = parseTemplate(`{{${list}}}`).template.parts[0]
  const reference = part?.kind === 'value' ? part.references[0] : undefined
  const fact: Fact | undefined = reference === undefined ? undefined : facts(reference)
  return fact?.kind === 'items' ? fact.items : []
}

const SAYS: Readonly<Record<string, string>> = {
  unclosed_loop: '有一个“每”或“若”没有“完”。',
  unopened_loop: '多出一个“完”，前面没有“每”或“若”。',
  closing_tag_does_not_match_opening_tag: '“每”“若”和“完”套错了，请一层一层写。',
  unbalanced_loop_tags: '一个“每”从表格里开始、在表格外面结束（或者反过来），没法重复。请把“每”和“完”放在同一行表格里，或者都放在表格外面。',
}
const UNREADABLE = '这份样式的“每”“若”放的地方没法重复。请把它们各自单独写一段，或者放在同一行表格里。'

/** Errors of the library in words; everything else is a bug, and throws. */
function saysOf(error: unknown): readonly string[] {
  const { properties } = (error ?? {}) as { readonly properties?: { readonly id?: string; readonly errors?: readonly { readonly properties?: { readonly id?: string } }[] } }
  if (properties === undefined) throw error
  const ids = properties.errors?.map((each) => each.properties?.id ?? '') ?? [properties.id ?? '']
  return [...new Set(ids.map((id) => SAYS[id] ?? UNREADABLE))]
}
