import type { LikelyAnswer, LikelyRequest, MergedAnswer, SearchAnswer, SearchRequest } from '../core/searchWire'
import type { Problem } from '../core/protocol'
import type { Client } from './client'

/** What is looked for on the server: each answers, or says in Chinese why not. */
export interface SearchDoor {
  search(request: Omit<SearchRequest, 'stream'>): Promise<SearchAnswer | Problem>
  likely(request: Omit<LikelyRequest, 'stream'>): Promise<LikelyAnswer | Problem>
  merged(id: string): Promise<MergedAnswer | Problem>
}

export function searchDoor({ online }: Client, stream: string): SearchDoor {
  return {
    search: (request) => online.post('/api/search', { stream, ...request }),
    likely: (request) => online.post('/api/search/likely', { stream, ...request }),
    merged: (id) => online.get(`/api/merged/${stream}/${id}`),
  }
}
