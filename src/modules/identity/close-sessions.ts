import type { Pools } from '../../platform/db.ts'
import { byPerson, type Person } from '../../platform/serve.ts'
import { keepSignIn } from './keep-sign-in.ts'
import { revokeOtherSessions, revokeSession } from './queries.ts'
import { writeWho } from './who-memory.ts'

/** Closes one of a person's own sessions; false when it is not his or is closed already. */
export const closeSession = (
  pools: Pools,
  person: Person,
  { sessionId, word }: { sessionId: string; word: 'signed_out' | 'session_closed' },
): Promise<boolean> =>
  writeWho(pools, async (tx) => {
    const closed = await revokeSession(tx, person.personId, sessionId)
    const act = { word, on: 'session', id: sessionId, detail: {} } as const
    if (closed) await keepSignIn(tx, person.personId, { ...byPerson(person), ...act })
    return closed
  })

/** Closes all of a person's sessions but the one he asks by; returns how many. */
export const closeOtherSessions = (pools: Pools, person: Person): Promise<number> =>
  writeWho(pools, async (tx) => {
    const { personId, sessionId } = person
    const closed = await revokeOtherSessions(tx, personId, sessionId)
    if (closed.length === 0) return 0
    const detail = { sessions: closed.map(({ id }) => id) }
    const act = { word: 'sessions_closed', on: 'person', id: personId, detail } as const
    await keepSignIn(tx, personId, { ...byPerson(person), ...act })
    return closed.length
  })
