import { randomUUID } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Pools } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { type Machine, machineOf, openMachine } from '../identity/identity.ts'
import { closesRoot } from './commerceml/decode.ts'
import { type Answer, importSession } from './exchange-import.ts'
import {
  clearSession,
  dropFile,
  keepPiece,
  PieceTooLarge,
  type Session,
  type SessionFile,
  safeName,
  sessionFiles,
} from './exchange-session.ts'
import type { Folders } from './import-upload.ts'
import { confirmOrders, orderDocuments, takeOrderFiles } from './order-exchange.ts'
import { keepHeard, sessionIdOf } from './protocol-log/keep-log.ts'

export type ProtocolOptions = { pools: Pools; folders: Folders; secure: boolean }
type Query = {
  type?: string
  mode?: string
  filename?: string
  sessid?: string
  version?: string
}
type Exchange = {
  query: Query
  machine: Machine
  token: string
  /** As the log names it. */
  sessionId: string
  session: Session
  options: ProtocolOptions
}

const COOKIE = 'tandem-exchange'
const SCHEMA_VERSION = '2.09'

/**
 * The exchange protocol of CommerceML 2 over HTTP (checkauth, init, file, import, query, success,
 * deactivate, complete), as 1C and BAS speak it: answers are lines of plain text, the first says
 * success, progress or failure.
 */
export function plugCommerceml(app: FastifyInstance, options: ProtocolOptions): void {
  void app.register(async (exchange) => {
    exchange.removeAllContentTypeParsers()
    // Bodies are streamed to disk; they may be larger than memory.
    exchange.addContentTypeParser('*', (_request, _payload, done) => done(null))
    exchange.all('/exchange/commerceml', async (request, reply) => {
      const begun = performance.now()
      const query = onceEach(request.query as object)
      if (typeof query === 'string') {
        request.raw.resume()
        return say(reply, { status: 400, lines: ['failure', `More than one ${query}`] })
      }
      if (query.mode === 'checkauth') return checkAuth(options, { request, reply, begun })
      const opened = await openedBy(options, query, request)
      if (!opened) return say(reply, { status: 401, lines: ['failure', 'Authorization needed'] })
      return answerAndKeep(opened, { request, reply, begun })
    })
  })
}

type Asking = { request: FastifyRequest; reply: FastifyReply; begun: number }
/** What is said: lines of plain text, or the orders; and how much came with the request. */
type Said = { status?: number; bytes?: number } & ({ lines: readonly string[] } | { xml: string })

async function answerAndKeep(opened: Exchange, { request, reply, begun }: Asking) {
  const keep = (said: Said) => keepSaid(opened.options.pools, opened, { request, said, begun })
  let said: Said
  try {
    said = await answer(opened, request)
  } catch (error) {
    await keep({ status: 500, lines: ['failure', String(error)] })
    throw error
  }
  await keep(said)
  return say(reply, said)
}

type Spoken = Pick<Exchange, 'query' | 'machine' | 'token'> & { sessionId: string }

// A log that cannot be kept stops no exchange.
async function keepSaid(
  pools: Pools,
  { query, machine, token, sessionId }: Spoken,
  { request, said, begun }: { request: FastifyRequest; said: Said; begun: number },
): Promise<void> {
  const { distributorId, login, feedId } = machine
  const { type = '', mode = '', filename: file = '' } = query
  const heard = { distributorId, sessionId, login, feedId, type, mode, file, ...heardOf(said) }
  const ms = Math.round(performance.now() - begun)
  await keepHeard(pools, { ...heard, ms }, token).catch((error: unknown) =>
    request.log.warn({ err: error }, 'a request of an exchange was not kept'),
  )
}

const heardOf = (said: Said) => ({
  bytes: said.bytes ?? 0,
  status: said.status ?? 200,
  failed: 'lines' in said && said.lines[0] === 'failure',
  answer: 'lines' in said ? said.lines.join(' | ') : `XML, ${Buffer.byteLength(said.xml)}`,
})

async function openedBy(
  options: ProtocolOptions,
  query: Query,
  request: FastifyRequest,
): Promise<Exchange | null> {
  const cookie = /tandem-exchange=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]
  const token = cookie ?? query.sessid ?? ''
  const machine = /^[\w-]{20,}$/.test(token) ? await machineOf(options.pools, token) : null
  if (!machine) return null
  const id = `${token.slice(0, 16)}-${query.type === 'sale' ? 'sale' : 'catalog'}`
  const folder = join(options.folders.exchangeFolder, machine.distributorId, id)
  const sessionId = sessionIdOf(token)
  return { query, machine, token, sessionId, session: { id, folder }, options }
}

// A word that came twice means neither; its name is told. Words we do not know mean nothing.
function onceEach(asked: object): Query | string {
  const known = Object.entries(asked).filter(([name]) => WORDS.includes(name))
  const twice = known.find(([, value]) => typeof value !== 'string')
  return twice ? twice[0] : (Object.fromEntries(known) as Query)
}

const WORDS = ['type', 'mode', 'filename', 'sessid', 'version']

async function checkAuth(options: ProtocolOptions, asking: Asking) {
  const { request, reply } = asking
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const [login = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  const opened = await openMachine(options.pools, { login, secret: rest.join(':') })
  const said = opened.token === null ? WRONG_SECRET : openedSaid(opened.token)
  if (opened.machine) {
    const { machine, token } = opened
    const query = onceEach(request.query as object) as Query
    const sessionId = token === null ? randomUUID() : sessionIdOf(token)
    const spoken = { query, machine, token: token ?? '', sessionId }
    const kept = keepSaid(options.pools, spoken, { ...asking, said })
    // Nobody waits: how long a no takes must not tell whether the login is known.
    if (token !== null) await kept
  }
  if (opened.token !== null) {
    const attributes = `Path=/exchange; HttpOnly; SameSite=Strict${options.secure ? '; Secure' : ''}`
    reply.header('set-cookie', `${COOKIE}=${opened.token}; ${attributes}`)
  }
  return say(reply, said)
}

const WRONG_SECRET: Said = { status: 401, lines: ['failure', 'Wrong login or password'] }
const openedSaid = (token: string): Said => ({
  lines: ['success', COOKIE, token, `sessid=${token}`],
})

async function answer(exchange: Exchange, request: FastifyRequest): Promise<Said> {
  const { query, session, machine, options } = exchange
  const fileName = query.filename ? safeName(query.filename) : null
  switch (`${query.type} ${query.mode}`) {
    case 'catalog init':
    case 'sale init':
      return { lines: await begin(exchange) }
    case 'catalog file':
    case 'sale file':
      return takePiece(exchange, fileName, request)
    case 'catalog import':
      return { lines: await importSession({ ...asked(exchange), whole: false }, fileName) }
    case 'catalog deactivate':
      return { lines: await importWhole(exchange) }
    case 'sale import':
      return { lines: await takeOrders(exchange, await sessionFiles(session)) }
    case 'sale query':
      return { xml: await orderDocuments(options.pools, machine, session.folder) }
    case 'sale success':
      await confirmOrders(options.pools, exchange, session.folder)
      return { lines: ['success'] }
    case 'catalog complete':
    case 'sale complete':
      await clearSession(session)
      return { lines: ['success'] }
    default:
      return {
        status: 400,
        lines: ['failure', `Unknown type or mode: ${shown(query.type)} ${shown(query.mode)}`],
      }
  }
}

const asked = ({ machine, session, sessionId, options }: Exchange) => ({
  pools: options.pools,
  folders: options.folders,
  machine,
  session,
  sessionId,
})

async function begin({ query, token, session }: Exchange): Promise<string[]> {
  await clearSession(session)
  const lines = ['zip=yes', `file_limit=${LIMITS.exchangePieceBytes}`]
  return query.version === undefined
    ? lines
    : [...lines, `sessid=${token}`, `version=${SCHEMA_VERSION}`]
}

async function takePiece(
  exchange: Exchange,
  name: string | null,
  request: FastifyRequest,
): Promise<Said> {
  const { session, query } = exchange
  if (name === null) {
    request.raw.resume()
    return { lines: ['failure', `File name not taken: ${shown(query.filename)}`] }
  }
  let bytes = 0
  try {
    bytes = await keepPiece(session, name, request.raw)
  } catch (error) {
    if (error instanceof PieceTooLarge) return { lines: ['failure', `${name}: ${error.message}`] }
    throw error
  }
  if (query.type !== 'sale') return { bytes, lines: ['success'] }
  // Older ERPs ask for no import of orders: what is there in full is taken at once.
  const files = (await sessionFiles(session)).filter((file) => file.name === name)
  const whole = []
  for (const file of files) if (await isWhole(file)) whole.push(file)
  return { bytes, lines: whole.length > 0 ? await takeOrders(exchange, whole) : ['success'] }
}

const TAIL_BYTES = 256

// The last piece of a file closes its root, or an archive's directory.
async function isWhole({ path }: SessionFile): Promise<boolean> {
  const { size } = await stat(path)
  const file = await open(path)
  try {
    const tail = Buffer.alloc(Math.min(TAIL_BYTES, size))
    await file.read(tail, 0, tail.length, Math.max(0, size - tail.length))
    return closesRoot(tail) || tail.includes(Buffer.from([0x50, 0x4b, 5, 6]))
  } finally {
    await file.close()
  }
}

async function takeOrders(exchange: Exchange, files: SessionFile[]): Promise<Answer> {
  const { options, session } = exchange
  const places = files.map(({ name, path }) => ({ name, path }))
  const taken = await takeOrderFiles(options.pools, exchange, places)
  for (const { name } of files) await dropFile(session, name)
  if (taken.ok) return ['success']
  const { code, file, line, detail } = taken.refusal
  return ['failure', `${file}:${line}: ${code} ${detail}`]
}

// The ERP told all that it has: what it did not name is gone. An exchange without files says nothing.
async function importWhole(exchange: Exchange): Promise<Answer> {
  const files = await sessionFiles(exchange.session)
  if (files.length === 0) return ['success']
  return importSession({ ...asked(exchange), whole: true }, null)
}

// On one line: an answer is read by its lines.
const shown = (word = '') => word.replace(/\s/g, ' ').slice(0, LIMITS.nameCharsMax)

function say(reply: FastifyReply, said: Said) {
  if ('xml' in said) return reply.type('text/xml; charset=utf-8').send(said.xml)
  const { status = 200, lines } = said
  return reply
    .status(status)
    .type('text/plain; charset=utf-8')
    .send(`${lines.join('\n')}\n`)
}
