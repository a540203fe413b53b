import { z } from 'zod'
import { AUDIT_THINGS, AUDIT_WORDS } from '../../platform/audit-words.ts'
import { Cursor, Day, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

const Word = z.enum(AUDIT_WORDS)
const Thing = z.enum(AUDIT_THINGS)

export const journalCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/audit',
  summary: 'The journal: who changed what and when, the newest first.',
  right: 'audit.read',
  request: {
    fromDay: Day.optional(),
    toDay: Day.optional(),
    personId: Id.optional(),
    word: Word.optional(),
    thing: Thing.optional(),
    thingId: z.string().min(1).max(LIMITS.codeCharsMax).optional(),
    before: Cursor.optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: z.object({
    rows: z.array(
      z.object({
        id: Id,
        at: Instant,
        by: z.enum(['person', 'machine', 'program']),
        personId: Id.nullable(),
        personName: z.string().nullable().describe('As the person is called today'),
        sessionId: Id.nullable(),
        word: Word,
        thing: Thing,
        thingId: z.string(),
        thingName: z.string().nullable().describe('Of a person, as he is called today'),
        detail: z.record(z.string(), z.unknown()),
        sealed: z.boolean().describe('It is a link of the chain'),
      }),
    ),
    next: Cursor.nullable(),
  }),
})

export const journalProofCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/audit/proof',
  summary: 'Compute the chain of seals anew: was any row of the journal changed or taken out?',
  right: 'audit.read',
  request: {},
  reply: z.object({
    sealed: z.int(),
    unsealed: z.int(),
    lastSeal: z.string().nullable(),
    broken: z.array(z.int()).describe('The numbers of the first links that do not fit'),
  }),
})

export const journalContract = { journal: journalCall, journalProof: journalProofCall }
