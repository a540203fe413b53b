import { createHmac, hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { v7 as uuidv7 } from 'uuid'
import { type Pools, type Tx, writeGlobal } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok, refuse } from '../../platform/result.ts'
import {
  codesSent,
  countAllowance,
  insertCode,
  lockPhone,
  markUsed,
  takeTry,
} from './code-queries.ts'
import { keepSignIn } from './keep-sign-in.ts'
import { insertPerson, insertSession } from './queries.ts'

/** A Ukrainian phone in any spelling, or an international one, as E.164; null when unreadable. */
function readPhone(spelling: string): string | null {
  const parsed = parsePhoneNumberFromString(spelling, 'UA')
  return parsed?.isPossible() ? parsed.number : null
}

export type CodeRequest = { phone: string; deviceId: string; address: string; demo: boolean }

/**
 * Issues a six-digit code, bound to the device, kept as an HMAC. Known and unknown phones are
 * answered alike. Limits per phone and address are counted in the database; it failing refuses.
 */
export function askCode(pools: Pools, secret: string, request: CodeRequest) {
  return writeGlobal(pools.identity, async (tx) => {
    const phone = readPhone(request.phone)
    if (!phone) return refuse({ code: 'phone_unreadable' })
    await lockPhone(tx, phone)
    const sent = await codesSent(tx, phone)
    const fromAddress = await countAllowance(tx, `codes from ${request.address}`)
    // A demo's people are shared by everybody who tries it, and their codes show on the page.
    const times = request.demo ? LIMITS.demoCodesTimes : 1
    const tooMany =
      sent.hour >= LIMITS.codesPerHourMax * times ||
      sent.day >= LIMITS.codesPerDayMax * times ||
      fromAddress > LIMITS.codesPerAddressHourMax * times
    if (tooMany) return refuse({ code: 'too_many_codes', retryAt: sent.retryAt })
    const code = String(randomInt(0, 10 ** LIMITS.codeDigits)).padStart(LIMITS.codeDigits, '0')
    const codeHmac = hmacOf(secret, { phone, deviceId: request.deviceId, code })
    const { deviceId } = request
    const expiresAt = await insertCode(tx, { id: uuidv7(), phone, deviceId, codeHmac })
    return ok({ phone, code, expiresAt })
  })
}

export type SignInRequest = {
  phone: string
  code: string
  deviceId: string
  userAgent: string
  requestId: string
}

/** Opens a session for the right code. A wrong one costs a try, and stays counted. */
export function signIn(pools: Pools, secret: string, request: SignInRequest) {
  return writeGlobal(pools.identity, async (tx) => {
    const phone = readPhone(request.phone)
    if (!phone) return refuse({ code: 'code_expired' })
    const tried = await takeTry(tx, phone, request.deviceId)
    if (!tried) return refuse({ code: 'code_expired' })
    const { code, deviceId } = request
    const right = timingSafeEqual(tried.codeHmac, hmacOf(secret, { phone, deviceId, code }))
    if (!right) return refuse({ code: 'code_wrong', triesLeft: LIMITS.codeTriesMax - tried.tries })
    await markUsed(tx, tried.id)
    const personId = await insertPerson(tx, { id: uuidv7(), phone, name: phone })
    const { userAgent, requestId } = request
    const { sessionId, token } = await openSession(tx, { personId, deviceId, userAgent })
    const by = { actorKind: 'person', actorId: personId, sessionId, requestId } as const
    const act = { word: 'signed_in', on: 'session', id: sessionId, detail: {} } as const
    await keepSignIn(tx, personId, { ...by, ...act })
    return ok({ personId, token })
  })
}

/** Opens a session of a person on a device; the token is shown once and kept only as its hash. */
async function openSession(
  tx: Tx,
  session: { personId: string; deviceId: string; userAgent: string },
): Promise<{ sessionId: string; token: string }> {
  const token = randomBytes(32).toString('base64url')
  const sessionId = uuidv7()
  await insertSession(tx, { id: sessionId, tokenHash: hashOf(token), ...session })
  return { sessionId, token }
}

/** What stands in the table for a session's token. */
export const hashOf = (token: string): Buffer => hash('sha256', token, 'buffer')

const hmacOf = (secret: string, said: { phone: string; deviceId: string; code: string }): Buffer =>
  createHmac('sha256', secret).update(`${said.phone} ${said.deviceId} ${said.code}`).digest()
