import { z } from 'zod'
import { Cursor, Id, Instant, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'

const Session = z.object({
  id: Id,
  login: z.string(),
  feedName: z.string().nullable(),
  openedAt: Instant,
  heardAt: Instant,
  requests: z.int(),
  failures: z.int().describe('Answers that said no'),
  bytes: z.number().describe('Of all that came'),
})

export const sessionsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/sessions',
  summary: 'Sessions of the exchange protocol, the one heard last first.',
  right: 'exchange.read',
  request: {
    before: Cursor.optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({ sessions: z.array(Session), next: z.string().nullable() }),
})

export const sessionCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/sessions/{sessionId}',
  summary: 'One session, request by request: what came, what was answered, how long it took.',
  right: 'exchange.read',
  request: {
    sessionId: Id,
    after: z.int().min(0).default(0),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: Session.extend({
    runs: z.array(z.object({ id: Id, source: z.string() })),
    rows: z.array(
      z.object({
        no: z.int(),
        at: Instant,
        type: z.string(),
        mode: z.string(),
        file: z.string(),
        bytes: z.number(),
        status: z.int(),
        answer: z.string(),
        ms: z.int(),
      }),
    ),
    next: z.int().nullable(),
  }),
})

export const logContract = { sessions: sessionsCall, session: sessionCall }
