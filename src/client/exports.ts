import type { FileLink, ExportRequest, Problem } from '../core/protocol'
import type { Client } from './client'

/** A table made by the server, as a one-time address to open at once. */
export function askExport(client: Client, stream: string, request: ExportRequest): Promise<FileLink | Problem> {
  return client.online.post(`/api/export/${stream}`, request)
}
