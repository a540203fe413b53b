import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readGlobal } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { servePerson, servePublic } from '../../platform/serve.ts'
import { apiKeyRoutes } from './api-keys.ts'
import { closeOtherSessions, closeSession } from './close-sessions.ts'
import {
  askCodeCall,
  closeOthersCall,
  demoLoginsCall,
  meCall,
  mySessionsCall,
  revokeSessionCall,
  setLanguageCall,
  signInCall,
  signOutCall,
  tellSilenceCall,
} from './contract.ts'
import { journalRoutes } from './journal-routes.ts'
import {
  clockNow,
  demoLogins,
  openSessions,
  personById,
  setPersonLanguage,
  type TenantRow,
  tenantsOf,
} from './queries.ts'
import { joinRights } from './role-rules.ts'
import { askCode, signIn } from './sign-in.ts'
import { tellSilence } from './silence.ts'
import { writeWho } from './who-memory.ts'

type Options = { pools: Pools; secret: string; demo: boolean }

/** Signing in and out, my sessions, my organisations. */
export const identityRoutes = ({ pools, secret, demo }: Options) => ({
  askCode: servePublic(askCodeCall, async ({ deviceId, address }, { phone }) => {
    const asked = await askCode(pools, secret, { phone, deviceId, address, demo })
    if (!asked.ok) return asked
    const { code, ...told } = asked.value
    return ok({ ...told, demoCode: demo ? code : null })
  }),
  signIn: servePublic(signInCall, async (asking, { phone, code }) => {
    const { deviceId, userAgent, requestId } = asking
    const opened = await signIn(pools, secret, { phone, code, deviceId, userAgent, requestId })
    if (!opened.ok) return opened
    asking.setSession(opened.value.token)
    return ok({ personId: opened.value.personId })
  }),
  signOut: servePerson(signOutCall, async (person, _request, asking) => {
    await closeSession(pools, person, { sessionId: person.sessionId, word: 'signed_out' })
    asking.setSession(null)
    return ok({})
  }),
  me: servePerson(meCall, async ({ personId }) => {
    return readGlobal(pools.identity, async (db) => {
      const person = await personById(db, personId)
      const tenants = await tenantsOf(db, personId)
      const now = await clockNow(db)
      const language = person.language as 'uk' | 'en' | 'ru' | null
      return ok({ person: { ...person, language }, tenants: tenants.map(myTenant), demo, now })
    })
  }),
  setLanguage: servePerson(setLanguageCall, async ({ personId }, { language }) => {
    await writeWho(pools, (tx) => setPersonLanguage(tx, personId, language))
    return ok({})
  }),
  mySessions: servePerson(mySessionsCall, async ({ personId, sessionId }) => {
    const sessions = await readGlobal(pools.identity, (db) => openSessions(db, personId))
    return ok({ sessions: sessions.map((s) => ({ ...s, current: s.id === sessionId })) })
  }),
  revokeSession: servePerson(revokeSessionCall, async (person, { sessionId }) =>
    (await closeSession(pools, person, { sessionId, word: 'session_closed' }))
      ? ok({})
      : refuse(UNKNOWN),
  ),
  closeOthers: servePerson(closeOthersCall, async (person) =>
    ok({ closed: await closeOtherSessions(pools, person) }),
  ),
  tellSilence: servePerson(tellSilenceCall, async (person, { ids }) => {
    await tellSilence(pools, person, ids)
    return ok({})
  }),
  ...journalRoutes({ pools }),
  ...apiKeyRoutes({ pools }),
  demoLogins: servePublic(demoLoginsCall, async () => {
    const logins = demo ? await readGlobal(pools.identity, demoLogins) : []
    return ok({ demo, logins })
  }),
})

function myTenant({ roles, ...tenant }: TenantRow) {
  const held = roles.flatMap(([, right, scope]) => (right && scope ? [{ right, scope }] : []))
  const rights = [...joinRights(held)].map(([right, scope]) => ({ right, scope }))
  return { ...tenant, roles: [...new Set(roles.map(([role]) => role))], rights }
}
