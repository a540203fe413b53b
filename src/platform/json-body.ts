import type { FastifyInstance, FastifyRequest } from 'fastify'
import { LIMITS } from './limits.ts'

/** A body that cannot be taken, and where it goes wrong when that is known. */
export class BodyUnread extends Error {
  readonly statusCode: 400 | 415
  readonly place: Place | null
  constructor(statusCode: 400 | 415, place: Place | null = null) {
    super('the body cannot be read')
    this.statusCode = statusCode
    this.place = place
  }
}

/**
 * JSON in UTF-8 is the only body that calls take. It is capped while it comes, whether it told its
 * length or not; anything else is answered 415 before a byte of it is read.
 */
export function takeJson(calls: FastifyInstance): void {
  const bodyLimit = LIMITS.bodyBytesMax
  calls.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer', bodyLimit },
    async (request: FastifyRequest, body: Buffer) => readJson(request, body),
  )
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function readJson({ headers }: FastifyRequest, body: Buffer): unknown {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8'
  if (!/^utf-?8$/i.test(charset) || headers['content-encoding']) throw new BodyUnread(415)
  if (body.length === 0) return {}
  const text = decoded(body)
  const json = parsed(text)
  if (isTooDeep(json)) throw new BodyUnread(400)
  return json
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BodyUnread(400, text.length > LIMITS.faultCharsMax ? null : jsonFault(text))
  }
}

// Level by level: to follow a nesting without end by recursion is what it is sent for.
function isTooDeep(json: unknown): boolean {
  let level = [json].filter(isNest)
  for (let depth = 0; depth < LIMITS.jsonDepthMax && level.length > 0; depth += 1) {
    const below: object[] = []
    for (const nest of level)
      for (const value of Object.values(nest)) if (isNest(value)) below.push(value)
    level = below
  }
  return level.some((nest) => Object.keys(nest).length > 0)
}

const isNest = (value: unknown): value is object => typeof value === 'object' && value !== null

function decoded(body: Buffer): string {
  try {
    return utf8.decode(body)
  } catch {
    throw new BodyUnread(400)
  }
}

/** A place in a text, counted from one. */
export type Place = { line: number; column: number }

/** Where a text stops being JSON; null when it is JSON. Engines tell it each in its own words. */
export function jsonFault(text: string): Place | null {
  const at = faultAt(text)
  if (at === null) return null
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

const SPACE = /[ \t\n\r]*/y
const TEXT = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const SIGN = /[{}[\],:]/y

type Expects = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'end'
type Move = Expects | 'open' | 'close' | 'more'
type Scan = { expects: Expects; closers: string[] }

const VALUE: Record<string, Move> = { text: 'end', scalar: 'end', '{': 'open', '[': 'open' }
const MOVES: Record<Expects, Record<string, Move>> = {
  value: VALUE,
  'value or ]': { ...VALUE, ']': 'close' },
  key: { text: 'colon' },
  'key or }': { text: 'colon', '}': 'close' },
  colon: { ':': 'value' },
  end: { ',': 'more', '}': 'close', ']': 'close' },
}

function faultAt(text: string): number | null {
  const scan: Scan = { expects: 'value', closers: [] }
  let at = 0
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? ''
  }
  for (;;) {
    at += take(SPACE).length
    if (at === text.length) break
    const sign = take(SIGN)
    const string = sign ? '' : take(TEXT)
    const token = sign || string || take(SCALAR)
    if (!token || !goes(scan, sign || (string ? 'text' : 'scalar'))) return at
    at += token.length
  }
  return scan.expects === 'end' && scan.closers.length === 0 ? null : at
}

// Takes a token; false when it may not stand here.
function goes(scan: Scan, token: string): boolean {
  const { closers } = scan
  const move = MOVES[scan.expects][token]
  if (!move) return false
  if (move === 'open') {
    closers.push(token === '{' ? '}' : ']')
    scan.expects = token === '{' ? 'key or }' : 'value or ]'
    return true
  }
  const closer = closers.at(-1)
  if (move === 'close') closers.pop()
  scan.expects = expectedAfter(move, closer)
  if (move === 'close') return token === closer
  return move !== 'more' || closer !== undefined
}

function expectedAfter(move: Exclude<Move, 'open'>, closer: string | undefined): Expects {
  if (move === 'more') return closer === '}' ? 'key' : 'value'
  return move === 'close' ? 'end' : move
}
