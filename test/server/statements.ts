/**
 * Reads SQL as far as it takes to see whether every table whose rows are spread over machines is held to one tenant or to named ones. Where in
 * doubt it complains: a condition inside an OR does not count.
 */
export interface Spread {
  /** By table: the column its rows are spread by. */
  readonly columnByTable: ReadonlyMap<string, string>
}

/** What is wrong with one statement, in words; nothing when it may run on a distributed engine. */
export function problemsIn(text: string, spread: Spread): readonly string[] {
  const tokens = tokensOf(text)
  return [...refusedIn(tokens), ...(isAboutRows(tokens) ? checkLevel(groupOf(tokens), spread, new Set(), new Set()) : [])]
}

type Token = string
type Node = Token | Group
interface Group {
  readonly nodes: readonly Node[]
}

function isGroup(node: Node | undefined): node is Group {
  return typeof node === 'object'
}

const WORDS = /'(?:[^']|'')*'|"[^"]*"|\$\d+|::|<=|>=|<>|->>|->|@>|&&|\|\||[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?|[^\s]/g

function tokensOf(text: string): readonly Token[] {
  return (text.match(WORDS) ?? []).map((token) => (/^["']/.test(token) ? token.replace(/^"|"$/g, '') : token.toLowerCase()))
}

function isAboutRows([first = '']: readonly Token[]): boolean {
  return ['select', 'insert', 'update', 'delete', 'with', '('].includes(first)
}

function groupOf(tokens: readonly Token[]): Group {
  const stack: Node[][] = [[]]
  for (const token of tokens) {
    if (token === '(') stack.push([])
    else if (token === ')') {
      const nodes = stack.pop() ?? []
      stack[stack.length - 1]?.push({ nodes })
    } else stack[stack.length - 1]?.push(token)
  }
  return { nodes: stack[0] ?? [] }
}

/** What no distributed engine takes, whatever the tables. */
function refusedIn(tokens: readonly Token[]): readonly string[] {
  const at = (i: number, ...words: readonly string[]): boolean => words.every((word, k) => tokens[i + k] === word)
  const found: string[] = []
  tokens.forEach((token, i) => {
    if (token === ';' && i < tokens.length - 1) found.push('several statements in one')
    if (at(i, 'as', '(') && ['insert', 'update', 'delete'].includes(tokens[i + 2] ?? '')) found.push('a CTE that writes')
    if (token.startsWith('pg_advisory') || token.startsWith('pg_try_advisory')) found.push('an advisory lock')
    if (token === 'nextval') found.push('a sequence')
    if (at(i, 'create', 'trigger')) found.push('a trigger')
  })
  if (tokens[0] === 'insert' && tokens.includes('values') && tokens.slice(tokens.indexOf('values')).some((token, i, rest) => token === '(' && rest[i + 1] === 'select')) found.push('a subquery within VALUES')
  return found
}

interface Source {
  readonly alias: string
  /** null: a subquery, a CTE, a function: its own level is checked by itself. */
  readonly column: string | null
  readonly table: string
}

const BETWEEN = new Set(['union', 'except', 'intersect'])
const AFTER_NAME = new Set([
  'where', 'join', 'left', 'right', 'full', 'inner', 'cross', 'on', 'group', 'order', 'limit', 'set', 'using', 'values', 'select', 'for', 'union', 'except', 'intersect', 'returning', 'lateral', 'having', 'offset', 'as',
])

/** `held`: aliases of outer levels that are held to a tenant; `names`: CTEs. */
function checkLevel({ nodes }: Group, spread: Spread, held: ReadonlySet<string>, names: ReadonlySet<string>): readonly string[] {
  const known = new Set([...names, ...ctesOf(nodes)])
  const problems: string[] = []
  for (const part of splitAt(nodes, BETWEEN)) {
    const sources = sourcesOf(part, spread, known)
    const equal = equalitiesOf(part)
    const tied = tiedOf(sources, equal, held)
    for (const { alias, table, column } of sources) if (column !== null && !tied.has(alias)) problems.push(`${table} ${alias === table ? '' : `${alias} `}is not held by ${column}`)
    if (isLocking(part) && sources.some((source) => source.column !== null && !isOfOne(source, sources, equal))) problems.push('rows of several tenants are locked in one statement')
    const inner = new Set([...held, ...tied])
    for (const node of part) if (isGroup(node)) problems.push(...checkInside(node, spread, inner, known))
  }
  return problems
}

function isLocking(part: readonly Node[]): boolean {
  return part.some((node, i) => node === 'for' && part[i + 1] === 'update')
}

/** Held to a single row's tenant, not to a list of them. */
function isOfOne({ alias, column }: Source, sources: readonly Source[], equal: readonly Equal[]): boolean {
  return equal.some((each) => each.kind === 'value' && !each.isMany && each.column === column && (each.alias === alias || (each.alias === null && sources.length === 1)))
}

/** A group that is a query is a level of its own; any other is searched for queries. */
function checkInside(group: Group, spread: Spread, held: ReadonlySet<string>, names: ReadonlySet<string>): readonly string[] {
  const [first] = group.nodes
  const isQuery = first === 'select' || first === 'with' || (isGroup(first) && group.nodes.some((node) => typeof node === 'string' && BETWEEN.has(node)))
  if (isQuery) return checkLevel(group, spread, held, names)
  return group.nodes.flatMap((node) => (isGroup(node) ? checkInside(node, spread, held, names) : []))
}

function ctesOf(nodes: readonly Node[]): readonly string[] {
  if (nodes[0] !== 'with') return []
  return nodes.flatMap((node, i) => (typeof node === 'string' && (nodes[i + 1] === 'as' || (isGroup(nodes[i + 1]) && nodes[i + 2] === 'as')) && i < nodes.length ? [node] : []))
}

function splitAt(nodes: readonly Node[], words: ReadonlySet<string>): readonly (readonly Node[])[] {
  const parts: Node[][] = [[]]
  for (const node of nodes) {
    if (typeof node === 'string' && words.has(node)) parts.push([])
    else parts[parts.length - 1]?.push(node)
  }
  return parts
}

function sourcesOf(part: readonly Node[], spread: Spread, names: ReadonlySet<string>): readonly Source[] {
  const sources: Source[] = []
  let isInFrom = false
  part.forEach((node, i) => {
    if (typeof node !== 'string') return
    if (ENDS_FROM.has(node)) isInFrom = false
    const opens = opensSources(part, i)
    if (opens) isInFrom = node !== 'into'
    const source = opens || (node === ',' && isInFrom) ? sourceAt(part, i, spread, names) : null
    if (source !== null) sources.push(source)
  })
  return sources
}

const ENDS_FROM = new Set(['where', 'group', 'order', 'set', 'values', 'returning'])
const OPENS = new Set(['from', 'join', 'update', 'into', 'using'])

/** Not `is distinct from`, not `for update`, not `do update`. */
function opensSources(part: readonly Node[], i: number): boolean {
  const [node, before] = [part[i], part[i - 1]]
  if (typeof node !== 'string' || !OPENS.has(node) || before === 'distinct') return false
  return node !== 'update' || (before !== 'for' && before !== 'do')
}

/** The table, query or function behind `from`, `join`, a comma …, with what it is called. */
function sourceAt(part: readonly Node[], i: number, { columnByTable }: Spread, names: ReadonlySet<string>): Source | null {
  const at = part[i + 1] === 'lateral' || part[i + 1] === 'only' ? i + 2 : i + 1
  const named = part[at]
  const alias = aliasAt(part, at + 1)
  if (named === undefined) return null
  if (isGroup(named)) return { alias: alias ?? '', table: '', column: null }
  const column = names.has(named) ? null : (columnByTable.get(named) ?? null)
  if (part[i] === 'into') return { alias: named, table: named, column: isInsertHeld(part, i, column) ? null : column }
  return { alias: alias ?? named, table: named, column }
}

function aliasAt(part: readonly Node[], at: number): string | null {
  const next = part[at] === 'as' ? part[at + 1] : part[at]
  return typeof next === 'string' && /^[a-z_]/.test(next) && !AFTER_NAME.has(next) ? next : null
}

/** Every row brings its tenant: the column stands in the list. */
function isInsertHeld(part: readonly Node[], into: number, column: string | null): boolean {
  const list = part[into + 2]
  return column === null || (isGroup(list) && list.nodes.includes(column))
}

/** alias.column = value, = any(values), in (values); or two columns that are equal. Unqualified: alias null. */
type Equal =
  | { readonly kind: 'value'; readonly alias: string | null; readonly column: string; readonly isMany: boolean }
  | { readonly kind: 'columns'; readonly a: string | null; readonly aColumn: string; readonly b: string | null; readonly bColumn: string }

/** Of this level: through AND and plain brackets, not through OR, NOT or a query. A level that says OR outside of brackets holds nothing. */
function equalitiesOf(nodes: readonly Node[]): readonly Equal[] {
  if (nodes.includes('or')) return []
  return nodes.flatMap((node, i) => {
    if (isGroup(node)) return isPlainAt(nodes, i) ? equalitiesOf(node.nodes) : []
    if (node === 'in' && nodes[i - 1] !== 'not') return valueOf(operandBefore(nodes, i), true)
    return node === '=' ? equalityAt(nodes, i) : []
  })
}

function isPlainAt(nodes: readonly Node[], i: number): boolean {
  const [group, before] = [nodes[i], nodes[i - 1]]
  return isGroup(group) && group.nodes[0] !== 'select' && (before === undefined || before === 'and' || before === 'where' || before === 'on')
}

function equalityAt(nodes: readonly Node[], i: number): readonly Equal[] {
  const [left, right] = [operandBefore(nodes, i), operandAfter(nodes, i)]
  const isMany = nodes[i + 1] === 'any'
  if (left !== null && right !== null) return [{ kind: 'columns', a: left.alias, aColumn: left.column, b: right.alias, bColumn: right.column }]
  if (isMany || isValue(nodes[i + 1])) return valueOf(left, isMany)
  return isValue(nodes[i - 1]) ? valueOf(right, false) : []
}

function valueOf(operand: Operand | null, isMany: boolean): readonly Equal[] {
  return operand === null ? [] : [{ kind: 'value', ...operand, isMany }]
}

function isValue(node: Node | undefined): boolean {
  return typeof node === 'string' && /^(\$|')/.test(node)
}

interface Operand {
  readonly alias: string | null
  readonly column: string
}

function operandBefore(nodes: readonly Node[], at: number): Operand | null {
  // a.b::text = …
  const end = nodes[at - 2] === '::' ? at - 3 : at - 1
  const [column, dot, alias] = [nodes[end], nodes[end - 1], nodes[end - 2]]
  if (typeof column !== 'string' || !/^[a-z_]/.test(column)) return null
  return dot === '.' && typeof alias === 'string' ? { alias, column } : { alias: null, column }
}

function operandAfter(nodes: readonly Node[], at: number): Operand | null {
  const [first, dot, second] = [nodes[at + 1], nodes[at + 2], nodes[at + 3]]
  if (typeof first !== 'string' || !/^[a-z_]/.test(first) || first === 'any' || first === 'all') return null
  return dot === '.' && typeof second === 'string' ? { alias: first, column: second } : isGroup(dot) ? null : { alias: null, column: first }
}

/** Aliases that are held by a value, by an outer alias that is, or by each other's column. */
function tiedOf(sources: readonly Source[], equal: readonly Equal[], held: ReadonlySet<string>): ReadonlySet<string> {
  const spread = sources.filter(({ column }) => column !== null)
  const tenants = new Set(['stream', 'county', 'scope', ...spread.map(({ column }) => column)])
  const [only] = spread
  const named = (alias: string | null, column: string): string | null => alias ?? (spread.length === 1 && only?.column === column ? only.alias : null)
  // A table of streams is held by its county too: it is small, and read for one county.
  const holds = ({ alias, column, table }: Source, each: { readonly alias: string | null; readonly column: string }): boolean =>
    named(each.alias, table === 'stream' && each.column === 'county' ? (column ?? '') : each.column) === alias && (each.column === column || (table === 'stream' && each.column === 'county'))
  const tied = new Set(sources.filter((source) => source.column === null || equal.some((each) => each.kind === 'value' && holds(source, each))).map(({ alias }) => alias))
  const isHeld = (alias: string | null): boolean => alias !== null && (tied.has(alias) || held.has(alias))
  for (let grown = true; grown;) {
    grown = false
    for (const each of equal) {
      if (each.kind !== 'columns' || !tenants.has(each.aColumn) || !tenants.has(each.bColumn)) continue
      const [a, b] = [named(each.a, each.aColumn), named(each.b, each.bColumn)]
      for (const [one, other] of [[a, b], [b, a]] as const) {
        if (one === null || tied.has(one) || !isHeld(other)) continue
        tied.add(one)
        grown = true
      }
    }
  }
  return tied
}
