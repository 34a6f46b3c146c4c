import type { DirectoryKind, DirectoryTaken, DirectoryTrial, GrantList, PlaceDepends } from '../core/directoryWire'
import type { FileLink, Problem } from '../core/protocol'
import type { Client } from './client'

/** 地方、单位、人员、授权: each answers, or says in Chinese why not. */
export interface DirectoryDoor {
  grants(): Promise<GrantList | Problem>
  dependsOn(place: string): Promise<PlaceDepends | Problem>
  exportLink(kind: DirectoryKind, isEmpty: boolean): Promise<FileLink | Problem>
  attempt(kind: DirectoryKind, bytes: Uint8Array<ArrayBuffer>): Promise<DirectoryTrial | Problem>
  write(kind: DirectoryKind, file: string): Promise<DirectoryTaken | Problem>
}

export function directoryDoor({ online }: Pick<Client, 'online'>): DirectoryDoor {
  return {
    grants: () => online.get('/api/directory/grants'),
    dependsOn: (place) => online.get(`/api/directory/place/${place}`),
    exportLink: (kind, isEmpty) => online.post(`/api/directory/${kind}/export`, { isEmpty }),
    attempt: (kind, bytes) => online.upload(`/api/directory/${kind}/file`, bytes),
    write: (kind, file) => online.post(`/api/directory/${kind}/file/${file}`, {}),
  }
}
