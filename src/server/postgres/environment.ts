/** PostgreSQL listens to many PG* variables; it gets none of ours by accident. Windows programs do not start without SystemRoot. */
export function environment(extra: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env
  return { LC_ALL: 'C', TZ: 'UTC', ...(PATH && { PATH }), ...(SystemRoot && { SystemRoot }), ...extra }
}
