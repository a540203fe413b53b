import type { Pools } from '../../../platform/db.ts'
import { serveTenant } from '../../../platform/serve.ts'
import { seeSession, seeSessions } from './keep-log.ts'
import { sessionCall, sessionsCall } from './log-contract.ts'

/** What an ERP and we said to each other. */
export const logRoutes = (pools: Pools) => ({
  sessions: serveTenant(sessionsCall, (member, page) => seeSessions(pools, member, page)),
  session: serveTenant(sessionCall, (member, asked) => seeSession(pools, member, asked)),
})
