import type { Edit } from './bundle'

/** Faults as somebody might make them, one at a time in an otherwise sound program: the laws must notice each. */
export interface Planted {
  readonly name: string
  /** Where it shows: in histories with the server in memory, or with the real one. */
  readonly on: 'standin' | 'postgres'
  readonly edits: readonly Edit[]
  /** Seeds that are known to find it, tried before all others. */
  readonly seeds?: readonly number[]
  /** Breaks a law that another one breaks too: `npm test` plants only the others. */
  readonly alike?: true
}

const plant = (on: Planted['on']) => (name: string, file: string, find: string, replace: string, ...seeds: readonly number[]): Planted => ({ name, on, edits: [{ file, find, replace }], seeds })
const onPhone = plant('standin')
const onServer = plant('postgres')
const alike = (planted: Planted): Planted => ({ ...planted, alike: true })

export const PLANTED: readonly Planted[] = [
  onPhone('what could not be written counts as saved', 'src/client/outbox.ts', "if (outcome !== 'written') return { kind: 'notAdded', why: outcome }", '', 10),
  onPhone('no read back after a write', 'src/client/platform/atomicFiles.ts', 'const isWhole = isWritten && (await disk.readFile(path + TMP)) === text', 'const isWhole = isWritten', 11),
  alike(onPhone('a file is written in place', 'src/client/platform/atomicFiles.ts', 'if (isWhole) await replace(disk, path + TMP, path)', 'if (isWhole) await disk.writeFile(path, text)', 5)),
  onPhone('an op leaves the view with the answer to its push', 'src/client/verdicts.ts', "verdicts.set(op.id, { ...mark, kind: 'received', n: result.n, conflicts: result.conflicts, given: result.given })", "verdicts.set(op.id, result.conflicts.length > 0 ? { ...mark, kind: 'conflict', n: result.n, conflicts: result.conflicts } : { ...mark, kind: 'passed' })"),
  onPhone('a place in the order is given out twice', 'src/client/outbox.ts', 'last: { ...known.last, [lane]: Math.max(known.last[lane] ?? 0, entry.op.seq) }', 'last: known.last'),
  { name: 'tidying drops what stands in 需核对', on: 'standin', seeds: [248], edits: [
    { file: 'src/client/verdicts.ts', find: "if (verdict?.kind !== 'passed' && verdict?.kind !== 'settled') return []", replace: 'if (verdict === null) return []' },
    { file: 'src/client/verdicts.ts', find: 'last.at - verdict.at > DAYS_KEPT * 24 * 3600 * 1000', replace: 'last.at - verdict.at > 60_000' },
  ] },
  onPhone('sealed under the wrong name', 'src/client/journal.ts', 'files.write(at + entry.op.id, sealer.seal(at + entry.op.id,', 'files.write(at + entry.op.id, sealer.seal(at,'),
  { name: 'retry is taken for a refusal', on: 'standin', seeds: [14], edits: [
    { file: 'src/client/verdicts.ts', find: "if (result === undefined || !JUDGED.includes(result.kind)) continue", replace: 'if (result === undefined) continue' },
    { file: 'src/client/verdicts.ts', find: "} else if (result.kind !== 'retry') {", replace: "} else if (result.kind === 'retry') {\n      verdicts.set(op.id, { ...mark, kind: 'refused', refusal: { code: 'badOp' } })\n    } else {" },
  ] },
  onPhone('any JSON with 200 is taken for an answer', 'src/client/exchange.ts', "const body = answer.kind === 'ok' ? asPushAnswer(answer.body) : null", "const body = answer.kind === 'ok' ? (asPushAnswer(answer.body) ?? { epoch: '', results: ops.map(({ id }) => ({ id, kind: 'applied' as const, n: 0, conflicts: [], given: {} })) }) : null", 75),
  onPhone('conflicts are not told', 'src/client/verdicts.ts', "...(conflicts.length > 0 ? { kind: 'conflict', conflicts, n } : { kind: 'passed' })", "kind: 'passed'", 5),
  onPhone('refusals are not told', 'src/client/outbox.ts', "const isOpen = verdict?.kind === 'refused' ||", 'const isOpen =', 5),
  alike(onPhone('held ops are not told', 'src/client/outbox.ts', "|| verdict?.kind === 'held' ||", '||', 19)),
  onPhone('the last writer wins', 'src/core/apply.ts', 'return last !== undefined && last.n > op.base && last.device !== op.device', 'return last !== undefined && last.n < 0 && last.device !== op.device', 5),
  onPhone('cells of rows are overwritten', 'src/core/apply.ts', '[...touched, ...followed, ...cleared]', '[...touched.filter((path) => !path.includes(\'/\')), ...followed, ...cleared]', 10),
  alike(onPhone('an op pretends to have seen everything', 'src/client/client.ts', '?.n ?? 0)', '?.n ?? 0) * 0 + Number.MAX_SAFE_INTEGER', 5)),
  onPhone('what has left the scope stays on the phone', 'src/client/replica.ts', 'gone.forEach(({ record }) => drop(record.id))', ''),
  alike(onPhone('a record that is told to be gone stays', 'src/client/replica.ts', 'const gone = [...changes.gone, ...untold(stream, next)]', 'const gone = [...untold(stream, next)]')),
  onPhone('a restore offers nothing again', 'src/client/outbox.ts', 'before === undefined ? [] : offeredAgain(held.values(), stream, epoch).map((id) => [id, null])', '[]'),
  alike(onPhone('a restore offers only what the pull had passed', 'src/client/verdicts.ts', "(verdict.kind !== 'settled' || verdict.tookEffect)", "verdict.kind === 'passed'", 25)),
  onPhone('making room takes what was typed', 'src/client/segments.ts', 'for (const path of await files.list(at))', "for (const path of await files.list(''))", 22),
  onPhone('the draft of a saved form stays', 'src/client/client.ts', "if (answer.kind === 'saved' && input.draft !== undefined) (person ?? opened).drafts.drop(input.draft)", '', 5),
  alike(onPhone('drafts are not read at the start', 'src/client/drafts.ts', 'else drafts.set(draft.key, draft)', '')),
  onPhone('a lost segment is not noticed', 'src/client/replica.ts', 'if (!read.isWhole) cursor = null', '', 7),
  onPhone('nothing is shown after a start', 'src/client/person.ts', '  view.touchAll()\n', ''),
  onPhone('a spoilt file blocks what stands behind it', 'src/client/outbox.ts', 'const isReaching = !progressed && first > 1', 'const isReaching = false', 14),
  alike(onPhone('a taken place counts as done', 'src/client/verdicts.ts', "? 'again' : { kind: 'refused', refusal }", "? { kind: 'settled', tookEffect: true, why: null } as never : { kind: 'refused', refusal }", 95)),
  onPhone('a closed record is edited', 'src/core/apply.ts', "return isClosed ? { code: 'stageClosed', stage: record.stage } : { record, move: null, stage: record.stage }", 'return { record, move: null, stage: isClosed ? record.stage : record.stage }', 5),
  alike(onPhone('a move from any stage', 'src/core/apply.ts', 'return move.from.includes(record.stage) && fits(move.when ?? {}, record.values)', 'return fits(move.when ?? {}, record.values)', 17)),
  onPhone('protected records go to everybody', 'src/domain/role.ts', 'if (type.protectedWhen === undefined || !fits(type.protectedWhen, record.values)) return false', 'if (type.protectedWhen === undefined || fits(type.protectedWhen, record.values)) return false'),
  onPhone('rights are not asked', 'src/domain/role.ts', 'if (isAllowed) return null', 'if (isAllowed || isCapable) return null'),
  alike(onPhone('own ops are replayed twice', 'src/client/overlay.ts', "if (verdict !== null && verdict.kind !== 'received') continue", "if (verdict !== null && verdict.kind !== 'received' && verdict.kind !== 'refused') continue", 5)),

  onServer('an op that comes twice is judged twice', 'src/server/batch.ts', 'if (before !== undefined && before.hash.equals(hashOf(op))) return resultOf(before)', 'if (before !== undefined && !before.hash.equals(hashOf(op))) return resultOf(before)'),
  onServer('the cursor runs ahead of what was told', 'src/server/pull.ts', 'const to = isRead ? row.n : changed[changed.length - 1]?.n ?? from', 'const to = row.n + 0 * changed.length * Number(isRead)'),
  onServer('the epoch is not looked at', 'src/server/pull.ts', 'position.epoch !== row.epoch || ', ''),
  onServer('nothing is written into the audit trail', 'src/server/writeBatch.ts', "const lines = auditEntries(request)", 'const lines: readonly AuditEntry[] = []'),
  alike(onServer('refusals are missing in the audit trail', 'src/server/writeBatch.ts', '...batch.refused.map(({ op, outcome }): AuditEntry => ({', '...[].map(({ op, outcome }: never): AuditEntry => ({', 5)),
  onServer('rights are not asked when an op is judged', 'src/server/judge.ts', '?? mayWrite(bench.me, bench.config.places, { type, body: op.body, stream: bench.stream, before, after: outcome.record })', '', 19),
  alike(onServer('a phone whose scope has changed reads on', 'src/server/pull.ts', ' || position.scope !== scope', '', 7)),
  onServer('nobody is told that a record has left the scope', 'src/server/pull.ts', 'if (!isFresh) gone.push(...ids.filter((id) => !held.has(id)).map((record) => ({ type, record })))', ''),
  alike(onServer('ids of records that were never in scope are told', 'src/server/pull.ts', 'const before: string[] = []', 'const before: string[] = gone.map(({ record }) => record)')),
  onServer('the order of a device is not kept', 'src/server/batch.ts', "if (head.seq > next) return 'early'", '', 11),
  alike(onServer('a taken place is taken again', 'src/server/batch.ts', "return head.seq === next ? 'next' : 'taken'", "return head.seq <= next ? 'next' : 'taken'", 53)),
  alike(onServer('conflicts are forgotten with the answer', 'src/server/opStore.ts', 'conflicts: openOp(deps, stream, row)?.conflicts ?? []', 'conflicts: []', 5)),
  alike(onServer('the directory is read once', 'src/server/me.ts', 'if (reading?.n === n) return reading.known', 'if (reading !== undefined) return reading.known', 7)),
  onServer('case numbers begin anew with every batch', 'src/server/writeBatch.ts', '    writeSerials(tx, stream, batch),\n', ''),
  onServer('withdrawn records count', 'src/server/dayIndexes.ts', 'const uncounted = uncountedStages(type)', 'const uncounted = uncountedStages(type).slice(0, 1)', 4),
  onServer('a lost answer to a renewal ends the sign-in', 'src/server/sessions.ts', "if (shown.state === 'spent') {", "if (shown.state !== 'next') {", 3),
]
