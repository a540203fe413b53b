import { z } from 'zod'
import { Id, Instant, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { OBJECTION_CODES } from './objection-rules.ts'

const Kind = z.enum(['presentation', 'first_order', 'follow_up'])
const Language = z.enum(['uk', 'en', 'ru'])
const Words = z.string().trim().min(1).max(LIMITS.noteCharsMax)
const texts = {
  greeting: Words,
  questions: z.array(Words).min(1).max(LIMITS.scriptQuestionsMax),
  answers: z.record(z.enum(OBJECTION_CODES), Words).describe('What is true to answer'),
}
const version = z.string().describe('What is written down with a contact that was spoken by it')

const Script = z.object({ kind: Kind, version, own: z.boolean(), ...texts })
export type Script = z.infer<typeof Script>

export const scriptsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/scripts',
  summary: 'What the desk says on each step, in one language: the own words, or the shipped ones.',
  right: 'rollout.contact',
  request: { language: Language },
  reply: z.object({
    scripts: z.array(Script),
  }),
})

export const scriptVersionsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/scripts/{kind}/versions',
  summary:
    'The versions of a script in one language, the last first; without words: the shipped one.',
  right: 'rollout.contact',
  request: { kind: Kind, language: Language },
  reply: z.object({
    versions: z.array(
      z.object({
        number: z.int(),
        version,
        texts: z.object(texts).nullable(),
        madeName: z.string(),
        madeAt: Instant,
        contacts: z.int().describe('So many contacts were spoken by it'),
      }),
    ),
  }),
})

export const putScriptCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/scripts/{kind}/versions',
  summary:
    'Say other words from now on: a new version, or the shipped script again. The client makes the id.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { word: 'script_put', on: 'setting', tells: ['kind', 'language'] },
  request: {
    kind: Kind,
    scriptId: Id,
    language: Language,
    texts: z.object(texts).nullable().describe('Null follows the shipped script again'),
  },
  reply: z.object({ version }),
  refusal: z.object({ code: z.literal('script_reused') }),
})

export const scriptContract = {
  scripts: scriptsCall,
  scriptVersions: scriptVersionsCall,
  putScript: putScriptCall,
}
