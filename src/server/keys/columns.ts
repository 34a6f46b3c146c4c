import type { Registry } from '../../core/recordType'
import { tableOf } from '../columns'
import { TOTP, totpContext } from '../account/factor'
import { OPENID, openidContext } from '../account/wechats'
import { COMPLAINT, complaintActContext, complaintContext } from '../feedback/complaints'
import { FROZEN, frozenContext, frozenFileContext } from '../report/frozenStore'
import { IMPORT, importContext, mappingContext } from '../import/store'
import { keyContext, pieceContext } from '../media/pieces'
import { formContext, PAPER_FORM } from '../papers/form/store'
import { REQUEST_PURPOSE, requestContext } from '../privacy/requestStore'
import { REMIND, remindContext } from '../remind/consent'
import type { Vault } from '../vault'
import { recordContext } from '../versions'

/** A row's columns as text, whatever their type: what contexts are made of. */
export type Named = Readonly<Record<string, string>>

/**
 * A column of envelopes. `wrapped`: keys of records and pictures under a master key. `purpose`: sealed under a master key itself.
 * `record`, `media`: sealed with such a key, and touched by a rotation only when it brings another provider.
 */
export interface SealedColumn {
  readonly how: 'wrapped' | 'purpose' | 'record' | 'media'
  readonly table: string
  readonly column: string
  /** The primary key, in its order. */
  readonly key: readonly string[]
  /** Further columns the context is made of. */
  readonly also?: readonly string[]
  /** Rows may have megabytes. */
  readonly isBig?: boolean
  /** The same value under the newest key; null: it is already. `key` is the record's or picture's, where there is one. */
  readonly renew: (vault: Vault, sealed: Buffer, row: Named, key: Buffer | null) => Buffer | null
}

/** Every column in which this program seals. test/server/keys.test.ts holds the list against the schema. */
export function sealedColumns(types: Registry): readonly SealedColumn[] {
  return [
    wrapped('record_key', ['stream', 'record'], (row) => recordContext(of(row, 'stream'), of(row, 'record'))),
    wrapped('media', ['stream', 'id'], mediaKey),
    purpose('frozen_report', ['stream', 'id'], FROZEN, (row) => frozenContext(of(row, 'stream'), of(row, 'id'))),
    purpose('frozen_file', ['stream', 'report', 'copy'], FROZEN, (row) => frozenFileContext(of(row, 'stream'), of(row, 'report'), of(row, 'copy'))),
    purpose('import_batch', ['stream', 'id'], IMPORT, (row) => importContext(of(row, 'stream'), of(row, 'id'))),
    purpose('import_mapping', ['stream', 'kind', 'signature'], IMPORT, (row) => mappingContext(of(row, 'stream'), of(row, 'kind'), of(row, 'signature'))),
    purpose('remind_person', ['county', 'person'], REMIND, (row) => remindContext({ county: of(row, 'county'), person: of(row, 'person') })),
    purpose('paper_form', ['stream', 'paper', 'version'], PAPER_FORM, (row) => formContext(of(row, 'stream'), of(row, 'paper'), Number(of(row, 'version')))),
    ...['totp', 'totp_pending'].map((column) => ({
      ...purpose('account', ['login'], TOTP, (row) => totpContext({ county: of(row, 'county'), person: of(row, 'person') })), column, also: ['county', 'person'],
    })),
    purpose('wechat', ['county', 'id'], OPENID, (row) => openidContext(of(row, 'county'), of(row, 'id'))),
    purpose('complaint', ['county', 'id'], COMPLAINT, (row) => complaintContext(of(row, 'id'))),
    purpose('complaint_act', ['county', 'complaint', 'step'], COMPLAINT, (row) => complaintActContext(of(row, 'complaint'), Number(of(row, 'step')))),
    purpose('personal_request', ['stream', 'id'], REQUEST_PURPOSE, (row) => requestContext(of(row, 'stream'), of(row, 'id'))),
    ...Object.values(types).map((type) => record(tableOf(type), 'sealed', ['stream', 'record', 'since'], '')),
    record('op', 'sealed', ['stream', 'id'], 'op|'),
    record('handover', 'sealed', ['stream', 'id'], 'handover|'),
    record('handover', 'why', ['stream', 'id'], 'handover-why|'),
    {
      how: 'media', table: 'media_piece', column: 'sealed', key: ['stream', 'id', 'piece'], isBig: true,
      renew: (vault, sealed, row, key) => (key === null ? null : vault.reseal(key, sealed, pieceContext(of(row, 'stream'), of(row, 'id'), Number(of(row, 'piece'))))),
    },
  ]
}

/** Columns of bytes that are no envelopes: nothing can be read out of them, and no rotation changes them. */
export const HASHES: readonly string[] = [
  'op.hash', 'audit.hash', 'reading.hash', 'reading_chain.hash', 'audit_cut.hash', 'audit_cut.mac', 'case_code.hash', 'blind_index.token',
  'access.hash', 'refresh_token.hash', 'sign_in_lock.key', 'one_time_code.hash', 'phone_code.hash',
  'wechat.openid_hash', 'complaint.code', 'complaint.sender',
]

/** Where a record's or picture's key stands, for envelopes sealed with it. */
export function keyTableOf(how: 'record' | 'media'): { readonly table: string; readonly by: readonly string[]; readonly context: (row: Named) => string } {
  if (how === 'media') return { table: 'media', by: ['stream', 'id'], context: mediaKey }
  return { table: 'record_key', by: ['stream', 'record'], context: (row) => recordContext(of(row, 'stream'), of(row, 'record')) }
}

function wrapped(table: string, key: readonly string[], context: (row: Named) => string): SealedColumn {
  return { how: 'wrapped', table, column: 'wrapped', key, renew: (vault, bytes, row) => vault.rewrap(bytes, context(row)) }
}

function purpose(table: string, key: readonly string[], name: string, context: (row: Named) => string): SealedColumn {
  return { how: 'purpose', table, column: 'sealed', key, isBig: true, renew: (vault, bytes, row) => vault.resealFor(name, bytes, context(row)) }
}

function record(table: string, column: string, key: readonly string[], prefix: string): SealedColumn {
  return {
    how: 'record', table, column, key, also: ['record'],
    renew: (vault, bytes, row, own) => (own === null ? null : vault.reseal(own, bytes, `${prefix}${recordContext(of(row, 'stream'), of(row, 'record'))}`)),
  }
}

function mediaKey(row: Named): string {
  return keyContext(of(row, 'stream'), of(row, 'id'))
}

function of(row: Named, column: string): string {
  return row[column] ?? ''
}
