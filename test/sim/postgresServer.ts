import type { Server } from './county'
export async function postgresServer(_address: never): Promise<Server> { throw new Error('later') }
