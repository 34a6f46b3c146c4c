/**
 * 500 texts that harm a program which puts what people wrote into its SQL: ways out of a string × what is done outside × ways back. Written for
 * PostgreSQL first; some are of other databases, as those who try do not know.
 */
const OUT = ['\'', '"', '`', '\\\'', '\'\'', '’', '＇', '%27', '\')', '\'))', '"})', '\']', '0', '1)', '$$', '$q$', 'E\'\\\'', '\u02bc', '\r\n\'', '/*\'*/'] as const
const DO = [
  ' OR 1=1', ' OR \'a\'=\'a', ' AND 1=2', ' UNION SELECT null,null,null', ' UNION ALL SELECT version()', ';DROP TABLE op', ';DELETE FROM audit', ';UPDATE stream SET n=0',
  ';TRUNCATE record_key', ';SELECT pg_sleep(9)', '||pg_sleep(9)', ' AND (SELECT 1 FROM pg_sleep(9))=1', ' OR EXISTS(SELECT * FROM pg_shadow)', ';COPY op TO \'/tmp/x\'',
  ';COPY (SELECT 1) TO PROGRAM \'id\'', ' AND CAST(version() AS int)=1', '::int', ';SET ROLE postgres', ';CREATE ROLE x SUPERUSER', ';DO $$BEGIN END$$', ' LIMIT 0', ' ORDER BY 99',
  ' RETURNING *', '/**/OR/**/1=1', ' or 1=1 limit 1 offset 1',
] as const
const BACK = ['--', '#', '/*', ' -- x', ';--', '\u0000--', ' AND \'1\'=\'1', '\')--', ';', ''] as const

/** Odd ones by themselves: they broke some program once. */
const ALONE = [
  '%', '_', '%%%', '\\', '\\\\', '{', '}', '{"a":1}', '[]', 'null', 'NULL', 'undefined', 'NaN', 'Infinity', 'true', '${1}', '#{1}', ':a', '$1', '$1::text', '?', '??', '@@version', 'x\'41\'',
  '0x41', '1e999', '-1', '--', '/*', '*/', ';', 'Robert\'); DROP TABLE dispute_version;--', '王\'小\'明', '李"四"', '\'||(select wrapped from record_key limit 1)||\'', '{{1+1}}', '\u202e', '\ufeff', '\ud83d\ude00', '　',
] as const

/** Without NUL, which is refused at the door by a test of its own: everything else must be shown as it was written. */
export const SQL_PAYLOADS: readonly string[] = made()

function made(): readonly string[] {
  const all = new Set<string>(ALONE)
  for (let i = 0; all.size < 500; i += 1) {
    const [out, act, back] = [OUT[i % OUT.length], DO[(i * 7) % DO.length], BACK[(i * 3) % BACK.length]]
    all.add(`${out}${act}${back}${i < 250 ? '' : ` ${i}`}`.split('\u0000').join(''))
  }
  return [...all].map((text) => text.trim()).filter((text) => text !== '').slice(0, 500)
}
