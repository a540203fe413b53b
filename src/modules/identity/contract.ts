import { z } from 'zod'
import { Id, Instant, personCall, RIGHTS } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { apiKeyContract } from './api-key-contract.ts'
import { journalContract } from './journal-contract.ts'

const Language = z.enum(['uk', 'en', 'ru'])
const Phone = z.string().min(5).max(LIMITS.phoneCharsMax)

export const askCodeCall = personCall({
  method: 'POST',
  path: '/sign-in/code',
  summary: 'Send a six-digit code to a phone. The answer is the same for known and unknown phones.',
  access: 'public',
  audit: { none: 'nobody is known yet; its limits count it' },
  request: { phone: Phone },
  reply: z.object({
    phone: z.string(),
    expiresAt: Instant,
    demoCode: z.string().nullable().describe('Only in demo mode'),
  }),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('phone_unreadable') }),
    z.object({ code: z.literal('too_many_codes'), retryAt: Instant }),
  ]),
})

export const signInCall = personCall({
  method: 'POST',
  path: '/sign-in',
  summary: 'Open a session with the code; sets the session cookie.',
  access: 'public',
  audit: { word: 'signed_in', on: 'session' },
  request: { phone: Phone, code: z.string().regex(/^\d{6}$/) },
  reply: z.object({ personId: Id }),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('code_wrong'), triesLeft: z.int().min(0) }),
    z.object({ code: z.literal('code_expired') }),
  ]),
})

export const signOutCall = personCall({
  method: 'DELETE',
  path: '/me/session',
  summary: 'Close this session.',
  access: 'signed_in',
  audit: { word: 'signed_out', on: 'session' },
  request: {},
  reply: z.object({}),
})

const MyTenant = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['distributor', 'manufacturer']),
  currency: z.string(),
  timeZone: z.string(),
  language: Language,
  roles: z.array(z.string()),
  rights: z.array(z.object({ right: z.enum(RIGHTS), scope: z.string() })),
})

export const meCall = personCall({
  method: 'GET',
  path: '/me',
  summary: 'Who I am, and the distributors I buy from or work for.',
  access: 'signed_in',
  request: {},
  reply: z.object({
    person: z.object({
      id: Id,
      name: z.string(),
      phone: z.string(),
      language: Language.nullable(),
    }),
    tenants: z.array(MyTenant),
    demo: z.boolean(),
    now: Instant,
  }),
})
export type Me = z.infer<typeof MyTenant>

export const setLanguageCall = personCall({
  method: 'PUT',
  path: '/me/language',
  summary: 'Choose the language of the screens.',
  access: 'signed_in',
  audit: { none: 'a person’s own choice, seen by nobody else' },
  request: { language: Language },
  reply: z.object({}),
})

export const mySessionsCall = personCall({
  method: 'GET',
  path: '/me/sessions',
  summary: 'My open sessions on all devices.',
  access: 'signed_in',
  request: {},
  reply: z.object({
    sessions: z.array(
      z.object({
        id: Id,
        userAgent: z.string(),
        openedAt: Instant,
        seenAt: Instant,
        current: z.boolean(),
      }),
    ),
  }),
})

export const revokeSessionCall = personCall({
  method: 'DELETE',
  path: '/me/sessions/{sessionId}',
  summary: 'Close one of my sessions at once.',
  access: 'signed_in',
  audit: { word: 'session_closed', on: 'session', id: 'sessionId' },
  request: { sessionId: Id },
  reply: z.object({}),
})

export const closeOthersCall = personCall({
  method: 'DELETE',
  path: '/me/sessions',
  summary: 'Close all my sessions but this one, at once.',
  access: 'signed_in',
  audit: { word: 'sessions_closed', on: 'person' },
  request: {},
  reply: z.object({ closed: z.int() }),
})

export const tellSilenceCall = personCall({
  method: 'POST',
  path: '/me/silence',
  summary:
    'Tell, before any other call, what was made on this device while the network was away. Only the ' +
    'server’s own clock says since when it had heard nothing.',
  access: 'signed_in',
  audit: { none: 'the silence itself says which session told it, and when' },
  unheard: true,
  request: { ids: z.array(Id).min(1).max(LIMITS.waitingMax) },
  reply: z.object({}),
})

export const demoLoginsCall = personCall({
  method: 'GET',
  path: '/sign-in/demo-logins',
  summary: 'People of the demo world to sign in as. Empty outside demo mode.',
  access: 'public',
  request: {},
  reply: z.object({
    demo: z.boolean(),
    logins: z.array(
      z.object({
        phone: z.string(),
        name: z.string(),
        role: z.string(),
        tenantCode: z.string(),
        tenantName: z.string(),
      }),
    ),
  }),
})

export const identityContract = {
  askCode: askCodeCall,
  signIn: signInCall,
  signOut: signOutCall,
  me: meCall,
  setLanguage: setLanguageCall,
  mySessions: mySessionsCall,
  revokeSession: revokeSessionCall,
  closeOthers: closeOthersCall,
  tellSilence: tellSilenceCall,
  ...journalContract,
  ...apiKeyContract,
  demoLogins: demoLoginsCall,
}
