import type { ImportBatch, ImportFile, ImportList, ImportMapping, ImportSheet, ImportTrial, ImportUndone, ImportWorking } from '../core/importing'
import type { Problem } from '../core/protocol'
import type { Client } from './client'

/** Asking for an import: each answers, or says in Chinese why not. */
export interface ImportDoor {
  list(): Promise<ImportList | Problem>
  take(kind: string, bytes: Uint8Array<ArrayBuffer>): Promise<ImportFile | Problem>
  sheet(file: string, sheet: string, headerRow: number | null): Promise<ImportSheet | Problem>
  attempt(file: string, mapping: ImportMapping): Promise<ImportTrial | ImportWorking | Problem>
  confirm(file: string, mapping: ImportMapping, name: string, again: boolean): Promise<ImportBatch | Problem>
  goOn(file: string, batch: string): Promise<ImportBatch | Problem>
  show(batch: string): Promise<ImportBatch | Problem>
  undo(batch: string, also: readonly string[]): Promise<ImportUndone | Problem>
}

export function importDoor({ online }: Client, stream: string): ImportDoor {
  const one = `/api/import/${stream}`
  return {
    list: () => online.get(`/api/imports/${stream}`),
    take: (kind, bytes) => online.upload(`/api/imports/${stream}/${kind}`, bytes),
    sheet: (file, sheet, headerRow) => online.post(`${one}/${file}/sheet`, { sheet, headerRow }),
    attempt: (file, mapping) => online.post(`${one}/${file}/try`, { mapping }),
    confirm: (file, mapping, name, again) => online.post(`${one}/${file}/confirm`, { mapping, name: name.slice(0, 120), again }),
    goOn: (file, batch) => online.post(`${one}/${file}/batch/${batch}/go`, {}),
    show: (batch) => online.get(`${one}/batch/${batch}`),
    undo: (batch, also) => online.post(`${one}/batch/${batch}/undo`, { also }),
  }
}
