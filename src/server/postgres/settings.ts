/** How PostgreSQL is reached from this machine; nothing else may connect. */
export type Listen =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'loopback'; readonly port: number }

/** Systems take 104 bytes or more for a socket's name, counted in bytes: a Chinese character takes three. */
const socketLimit = 100

export function socketIn(data: string): string {
  return `${data}/.s.PGSQL.5432`
}

export function socketFits(data: string, platform: NodeJS.Platform): boolean {
  return platform !== 'win32' && Buffer.byteLength(socketIn(data)) <= socketLimit
}

/** Given on the command line at every start, so that no file in the data folder can say otherwise. */
export function settings(listen: Listen, durable: boolean): Record<string, string> {
  return { ...connections(listen), ...storage(durable), ...limits, ...logging }
}

function connections(listen: Listen): Record<string, string> {
  const local = listen.kind === 'socket'
  return {
    listen_addresses: local ? '' : '127.0.0.1',
    port: local ? '5432' : String(listen.port),
    // Relative to the data folder, whose own name may hold a comma, blanks or be too long.
    unix_socket_directories: local ? '.' : '',
    unix_socket_permissions: '0700',
    max_connections: '40',
    password_encryption: 'scram-sha-256',
  }
}

function storage(durable: boolean): Record<string, string> {
  const promise = durable ? 'on' : 'off'
  return {
    fsync: promise,
    synchronous_commit: promise,
    full_page_writes: promise,
    shared_buffers: '128MB',
    max_wal_size: '512MB',
  }
}

const limits = {
  idle_in_transaction_session_timeout: '10s',
  // A statement whose asker was killed must not run on.
  client_connection_check_interval: '5s',
  // Parallel plans want shared memory that containers cut to 64 MB, and gain nothing on a county's rows.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  // Days are `date` columns filled from Asia/Shanghai by the program; instants are stored and printed in UTC only.
  timezone: 'UTC',
  datestyle: 'ISO, YMD',
}

/**
 * Personal data must not reach a log: no statement, no parameter, and no message below LOG, because the text of an
 * ERROR quotes the offending value. What went wrong with a statement is reported by the program, without values.
 */
const logging = {
  logging_collector: 'on',
  log_directory: '../log',
  log_filename: 'postgres-%Y%m%d-%H%M%S.log',
  log_file_mode: '0600',
  log_rotation_age: '7d',
  log_rotation_size: '10MB',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
}
