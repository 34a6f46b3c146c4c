import type { FormHead } from '../../../core/paperWire'
import { PAPER_IDS, PAPERS, type PaperId } from '../../../domain/papers/papers'
import type { PushDeps } from '../../batch'
import type { Sql } from '../../sql'
import { onTrail } from '../../trail'
import type { Vault } from '../../vault'

interface FormRow {
  readonly paper: string
  readonly version: number
  readonly person: string
  readonly at: string
  readonly sealed: Buffer | null
}

/** Which form of each paper is in use. */
export async function formHeads(sql: Sql, county: string): Promise<readonly FormHead[]> {
  const rows = await sql<(Omit<FormRow, 'sealed'> & { own: boolean })[]>`
    select paper, version, person, at, sealed is not null as own from paper_form f
    where stream = ${county} and version = (select max(version) from paper_form l where l.stream = f.stream and l.paper = f.paper)`
  return PAPER_IDS.map((id) => {
    const row = rows.find(({ paper }) => paper === id)
    return { paper: id, title: PAPERS[id].title, version: row?.version ?? 0, own: row?.own === true ? { at: new Date(row.at).toISOString(), by: row.person } : null }
  })
}

/** The bytes of the county's own form of a paper; null while the standard one is in use. */
export async function readForm(vault: Vault, sql: Sql, county: string, paper: PaperId): Promise<Buffer | null> {
  const [row] = await sql<Pick<FormRow, 'version' | 'sealed'>[]>`select version, sealed from paper_form where stream = ${county} and paper = ${paper} order by version desc limit 1`
  return row === undefined || row.sealed === null ? null : vault.openBytesFor(PAPER_FORM, row.sealed, formContext(county, paper, row.version))
}

/** Puts the next version in use, null for the standard form; earlier ones stay. */
export async function putForm(deps: PushDeps, county: string, person: string, paper: PaperId, bytes: Buffer | null): Promise<void> {
  await onTrail(deps, county, async (tx, at) => {
    const [last] = await tx<{ version: number | null }[]>`select max(version) as version from paper_form where stream = ${county} and paper = ${paper}`
    const version = (last?.version ?? 0) + 1
    const sealed = bytes === null ? null : deps.vault.sealBytesFor(PAPER_FORM, bytes, formContext(county, paper, version))
    await tx`insert into paper_form (stream, paper, version, person, at, sealed) values (${county}, ${paper}, ${version}, ${person}, ${at}, ${sealed})`
    return { result: undefined, lines: [{ actor: person, action: 'paperForm', subject: paper, detail: { version, own: bytes !== null, size: bytes?.length ?? 0 } }] }
  })
}

export const PAPER_FORM = 'paper-form'

export function formContext(county: string, paper: string, version: number): string {
  return `paper-form|${county}|${paper}|${version}`
}
