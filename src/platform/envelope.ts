import { ORPCError, ValidationError } from '@orpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type core, locales } from 'zod'
import { isAway } from './db.ts'
import { BodyUnread } from './json-body.ts'
import { type Language, languageOf, platformTexts, unreadable } from './language.ts'
import { LIMITS } from './limits.ts'
import type { Asking } from './serve.ts'

/** One envelope in the user's language: {defined, code, status, message, data}. */
export async function translateErrors<T>(asked: {
  context: Asking
  next(): Promise<T>
}): Promise<T> {
  const { context, next } = asked
  try {
    return await next()
  } catch (error) {
    throw translated(error, context.language)
  }
}

function translated(error: unknown, language: Language): unknown {
  if (isAway(error)) {
    const message = platformTexts.AWAY[language]
    return new ORPCError('SERVICE_UNAVAILABLE', { status: 503, message, cause: error })
  }
  if (!(error instanceof ORPCError)) {
    const message = platformTexts.FAILED[language]
    return new ORPCError('INTERNAL_SERVER_ERROR', { message, cause: error })
  }
  if (error.code !== 'BAD_REQUEST') return error
  if (!(error.cause instanceof ValidationError)) return notRead(language)
  const { issues, data } = error.cause
  return badFields(
    issues.map((issue) => fieldText(issue, language, data)),
    language,
  )
}

/** The refusal that names each field that cannot be taken, and why. */
export function badFields(fields: { field: string; text: string }[], language: Language) {
  const text = fields.map((f) => `${f.field}: ${f.text}`).join('; ')
  const message = platformTexts.BAD_REQUEST[language] + text
  return new ORPCError('BAD_REQUEST', { status: 400, message, data: { fields } })
}

/** What a call that could not even be decoded is answered. */
export const notRead = (language: Language) =>
  new ORPCError('BAD_REQUEST', { status: 400, message: unreadable(null)[language] })

/** Answers what failed before a call was reached, or outside of one. */
export function fail(
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const language = languageOf(request.headers['accept-language'])
  const status = error.statusCode ?? 500
  if (status === 413) return sendError(reply, 413, 'TOO_LARGE', platformTexts.TOO_LARGE[language])
  if (status === 415) return sendError(reply, 415, 'NOT_JSON', platformTexts.NOT_JSON[language])
  if (status < 500) {
    const place = error instanceof BodyUnread ? error.place : null
    return sendError(reply, status, 'BAD_REQUEST', unreadable(place)[language])
  }
  if (isAway(error)) {
    request.log.warn({ err: error }, 'the database is away')
    return sendError(reply, 503, 'SERVICE_UNAVAILABLE', platformTexts.AWAY[language])
  }
  request.log.error({ err: error }, 'a request failed')
  return sendError(reply, 500, 'INTERNAL_SERVER_ERROR', platformTexts.FAILED[language])
}

/** An error in the envelope; the screens' calls wrap theirs. */
export function sendError(reply: FastifyReply, status: number, code: string, message: string) {
  const envelope = { defined: false, code, status, message }
  const wrapped = reply.request.url.startsWith('/rpc/') ? { json: envelope } : envelope
  return reply.status(status).type('application/json').send(wrapped)
}

type Issue = { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined }

const errorsOf = {
  uk: locales.uk().localeError,
  en: locales.en().localeError,
  ru: locales.ru().localeError,
}

// Which field is wrong and why, in the user's language: {field: 'lines.3.quantityMilli', text}.
function fieldText(
  issue: Issue,
  language: Language,
  sent: unknown,
): { field: string; text: string } {
  const parts = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))
  const field = parts.join('.') || '—'
  const input = valueAt(sent, parts)
  if (input === undefined) return { field, text: platformTexts.MISSING[language] }
  const whole = { ...issue, input }
  const said = isZods(whole) ? errorsOf[language](whole) : undefined
  const text = typeof said === 'string' ? said : (said?.message ?? issue.message)
  return { field, text }
}

// An issue does not keep what was sent, and its text would tell of "undefined".
const valueAt = (sent: unknown, parts: string[]) =>
  parts.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? (value as Record<string, unknown>)[part]
        : undefined,
    sent,
  )

// Issues of other validators have no code: they keep the message they came with.
const isZods = (issue: Issue): issue is Issue & core.$ZodRawIssue => 'code' in issue

/** The paths of what no database keeps: a null character, half a character, nesting without end. */
export function unkeepable(value: unknown, path: string[] = []): string[] {
  const here = path.join('.') || '—'
  if (typeof value === 'string') return KEEPABLE.test(value) ? [] : [here]
  if (typeof value !== 'object' || value === null) return []
  if (path.length > LIMITS.jsonDepthMax) return [here]
  return Object.entries(value).flatMap(([name, inside]) => unkeepable(inside, [...path, name]))
}

const KEEPABLE = /^[^\0\p{Surrogate}]*$/u
