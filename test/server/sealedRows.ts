import { randomUUID } from 'node:crypto'
import { TOTP, totpContext } from '../../src/server/account/factor'
import { OPENID, openidContext } from '../../src/server/account/wechats'
import type { Db } from '../../src/server/db'
import { COMPLAINT, complaintActContext, complaintContext } from '../../src/server/feedback/complaints'
import { IMPORT, importContext, mappingContext } from '../../src/server/import/store'
import { formContext, PAPER_FORM } from '../../src/server/papers/form/store'
import { REQUEST_PURPOSE, requestContext } from '../../src/server/privacy/requestStore'
import { REMIND, remindContext } from '../../src/server/remind/consent'
import { FROZEN, frozenContext, frozenFileContext } from '../../src/server/report/frozenStore'
import type { Vault } from '../../src/server/vault'
import { recordContext } from '../../src/server/versions'
import { NOON, type Town } from './town'

/** A row in every table that seals beside records and pictures, each holding `text`. */
export async function fillSealed({ sql }: Db, vault: Vault, { county, township, li }: Town, text = '封着的话'): Promise<void> {
  const id = randomUUID()
  const [day, time, bytes] = ['2026-06-01', new Date(NOON).toISOString(), Buffer.from(text)]
  const person = li.person
  await sql`insert into frozen_report (stream, id, template, period_key, version, name, label, until, town_n, county_n, frozen_at, frozen_by, sealed)
    values (${township}, ${id}, ${id}, '2025', 1, '年报', '2025年', ${day}, 1, 1, ${time}, ${person}, ${vault.sealFor(FROZEN, { text }, frozenContext(township, id))})`
  await sql`insert into frozen_file (stream, report, copy, name, size, hash, sealed)
    values (${township}, ${id}, 'final', '年报.docx', ${bytes.length}, '', ${vault.sealBytesFor(FROZEN, bytes, frozenFileContext(township, id, 'final'))})`
  await sql`insert into import_batch (stream, id, hash, kind, person, at, rows, sealed)
    values (${township}, ${id}, 'h', 'dispute', ${person}, ${time}, ${sql.json([1])}, ${vault.sealFor(IMPORT, { name: text }, importContext(township, id))})`
  await sql`insert into import_mapping (stream, kind, signature, sealed)
    values (${township}, 'dispute', 's', ${vault.sealFor(IMPORT, { words: text }, mappingContext(township, 'dispute', 's'))})`
  await sql`insert into remind_person (county, person, allowed, sealed, at) values (${county}, ${person}, 1, ${vault.sealFor(REMIND, text, remindContext({ county, person }))}, ${time})`
  await sql`insert into paper_form (stream, paper, version, person, at, sealed)
    values (${county}, 'cover', 1, ${person}, ${time}, ${vault.sealBytesFor(PAPER_FORM, bytes, formContext(county, 'cover', 1))})`
  await sql`insert into account (login, person, county, password, totp, totp_pending)
    values (${`sealed-${id}`}, ${id}, ${county}, 'none', ${vault.sealFor(TOTP, text, totpContext({ county, person: id }))}, ${vault.sealFor(TOTP, text, totpContext({ county, person: id }))})`
  await sql`insert into wechat (county, id, person, openid_hash, sealed, since) values (${county}, ${id}, ${person}, ${Buffer.alloc(32)}, ${vault.sealFor(OPENID, text, openidContext(county, id))}, ${time})`
  await sql`insert into complaint (county, id, receipt, code, kind, state, received_on, due_on, sealed)
    values (${county}, ${id}, 'r', ${Buffer.alloc(32)}, 'other', 'open', ${day}, ${day}, ${vault.sealFor(COMPLAINT, { text }, complaintContext(id))})`
  await sql`insert into complaint_act (county, complaint, step, act, person, at, sealed)
    values (${county}, ${id}, 1, 'reply', ${person}, ${time}, ${vault.sealFor(COMPLAINT, { text }, complaintActContext(id, 1))})`
  await sql`insert into personal_request (stream, id, kind, state, taken_by, taken_on, due_on, sealed)
    values (${county}, ${id}, 'copy', 'open', ${person}, ${day}, ${day}, ${vault.sealFor(REQUEST_PURPOSE, { text }, requestContext(county, id))})`
  const record = randomUUID()
  const context = recordContext(township, record)
  const { key, wrapped } = vault.newKey(context)
  await sql`insert into record_key (stream, record, wrapped) values (${township}, ${record}, ${wrapped})`
  await sql`insert into handover (stream, id, sender, state, kind, record, at, sealed, why) values (${township}, ${id}, ${person}, 'declined', 'dispute', ${record}, ${time},
    ${vault.seal(key, { op: text }, `handover|${context}`)}, ${vault.seal(key, text, `handover-why|${context}`)})`
}
