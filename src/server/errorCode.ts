/**
 * The code of an error of PostgreSQL (SQLSTATE), of a connection (CONNECTION_CLOSED …) or of the system (EACCES …);
 * '' for anything else. Reads the shape, because errors of Node itself are no `Error` of a test's own realm.
 */
export function codeOf(error: unknown): string {
  return textOf(error, 'code')
}

export function textOf(error: unknown, property: 'code' | 'syscall' | 'name' | 'message'): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, property) : ''
  return typeof value === 'string' ? value : ''
}
