import { createHash } from 'node:crypto'
import { UNKNOWN } from '../../../platform/call.ts'
import { type Pools, readTenant, writeTenant } from '../../../platform/db.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { ok, refuse } from '../../../platform/result.ts'
import type { Member } from '../../../platform/serve.ts'
import {
  type Heard,
  keepRequest,
  requestsOf,
  runsOfSession,
  sessionById,
  sessionsPage,
} from './log-queries.ts'

/** The id of the session that a token opened: it tells nothing of the token. */
export function sessionIdOf(token: string): string {
  const hash = createHash('sha256').update(`session ${token}`).digest('hex')
  const [a, b, c, d, e] = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(13, 16),
    hash.slice(17, 20),
    hash.slice(20, 32),
  ]
  return `${a}-${b}-8${c}-8${d}-${e}`
}

/** Keeps one request of a session with its answer, in which a token is not told. */
export const keepHeard = (pools: Pools, heard: Heard, token: string): Promise<unknown> =>
  writeTenant(pools.app, heard.distributorId, (tx) =>
    keepRequest(tx, inLimits(heard, token), LIMITS.sessionRequestsMax),
  )

function inLimits(heard: Heard, token: string): Heard {
  const hidden = token === '' ? heard.answer : heard.answer.replaceAll(token, '…')
  return {
    ...heard,
    type: shown(heard.type, LIMITS.codeCharsMax),
    mode: shown(heard.mode, LIMITS.codeCharsMax),
    file: shown(heard.file, LIMITS.nameCharsMax),
    answer: shown(hidden, LIMITS.noteCharsMax),
  }
}

const shown = (text: string, chars: number) =>
  [...text.replaceAll(/\p{Cc}/gu, ' ')].slice(0, chars).join('')

type Page = { before?: string | undefined; limit: number }

/** A page of sessions, the one heard last first. */
export const seeSessions = (pools: Pools, member: Member, { before, limit }: Page) =>
  readTenant(pools.app, member.tenant.id, async (db) => {
    const [at, id] = before?.split(' ') ?? []
    const from: [string, string] | null = at && id ? [at, id] : null
    const asked = { distributorId: member.tenant.id, before: from, limit }
    const sessions = await sessionsPage(db, asked)
    const last = sessions.length === limit ? sessions.at(-1) : undefined
    return ok({ sessions, next: last ? `${last.heardAt} ${last.id}` : null })
  })

/** One session with a page of its requests. */
export const seeSession = (
  pools: Pools,
  member: Member,
  { sessionId, after, limit }: { sessionId: string; after: number; limit: number },
) =>
  readTenant(pools.app, member.tenant.id, async (db) => {
    const distributorId = member.tenant.id
    const session = await sessionById(db, distributorId, sessionId)
    if (!session) return refuse(UNKNOWN)
    const rows = await requestsOf(db, { distributorId, sessionId, after, limit })
    const runs = await runsOfSession(db, distributorId, sessionId, LIMITS.pageRowsMax)
    const next = rows.length === limit ? (rows.at(-1)?.no ?? null) : null
    return ok({ ...session, runs, rows, next })
  })
