import type { FastifyInstance } from 'fastify'
import { own } from '../../core/own'
import { SETTING } from '../../domain/settingNames'
import { version } from '../../../package.json'
import type { App } from './context'

/** For the pages before anybody has signed in. */
export function aboutRoute(server: FastifyInstance, app: App): void {
  server.get('/api/about', { schema: { summary: '主办单位、备案编号' } }, async () => {
    const { settings, places } = await app.configs.current(app.db.sql, app.county)
    const word = (name: string): string => String(own(settings, name) ?? '')
    return {
      mode: app.mode, sponsor: word(SETTING.sponsor), filing: word(SETTING.filing), version, demoAccounts: app.demoAccounts,
      // Nobody has founded the county yet: its own place is the first thing there is.
      fresh: app.mode === 'county' && own(places.byId, app.county) === undefined,
      helpPhone: word(SETTING.helpPhone), complaintPhone: word(SETTING.complaintPhone), privacy: word(SETTING.privacy),
    }
  })
}
