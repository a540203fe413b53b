import pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'

/** One statement on its way: `name` when it is planned once per connection. */
export type Statement = { text: string; values?: readonly unknown[]; name?: string | undefined }
/** What came of it; `command` is PostgreSQL's own word: 'SELECT', 'COMMIT', 'ROLLBACK'. */
export type Reply = { rows: object[]; rowCount: number; command: string }

type Column = { name: string; read: (text: string) => unknown }
type Sent = {
  text: string
  name: string | undefined
  values: unknown[]
  columns: Column[] | null
  reply: Reply
  resolve(reply: Reply): void
  reject(error: unknown): void
}
type Wire = {
  parsedStatements: Record<string, string | undefined>
  submittedNamedStatements: Record<string, string | undefined>
  stream: { cork(): void; uncork(): void }
  parse(statement: { text: string; name: string | undefined }): void
  bind(bound: { statement: string | undefined; values: unknown[] }): void
  describe(what: { type: 'P'; name: '' }): void
  execute(portal: { portal: '' }): void
  sync(): void
}

const readerOf = pg.types.getTypeParser as (typeId: number, format: 'text') => Column['read']
const open = new WeakMap<pg.ClientBase, Packet>()
const columnsOf = new WeakMap<Wire, Map<string, Column[]>>()
const texts = new Map<string, string>()

/**
 * Sends a statement. All that one turn of the event loop sends on a connection travels as one packet
 * with one Sync: one round trip, and outside BEGIN one transaction (the protocol's pipelining). The
 * first that fails ends the packet: those behind it are not run and reject alike.
 */
export async function send(client: pg.ClientBase, statement: Statement): Promise<Reply> {
  const { text, name } = statement
  if (name) requireOneText(name, text)
  const values = (statement.values ?? []).map(plain)
  try {
    return await new Promise<Reply>((resolve, reject) => {
      const reply: Reply = { rows: [], rowCount: 0, command: '' }
      packetOf(client).add({ text, name, values, columns: null, reply, resolve, reject })
    })
  } catch (error) {
    // The stack led to the socket: now it leads to who asked.
    if (error instanceof Error) Error.captureStackTrace(error)
    throw error
  }
}

/** Lets go what was sent so far: for who goes on by the connection itself. */
export function letGo(client: pg.ClientBase): void {
  const packet = open.get(client)
  if (!packet) return
  open.delete(client)
  client.query(packet)
}

function packetOf(client: pg.ClientBase): Packet {
  const known = open.get(client)
  if (known) return known
  const packet = new Packet()
  open.set(client, packet)
  setImmediate(letGoOf, client, packet)
  return packet
}

const letGoOf = (client: pg.ClientBase, packet: Packet) => {
  if (open.get(client) === packet) letGo(client)
}

function requireOneText(name: string, text: string): void {
  const known = texts.get(name)
  if (known === undefined) texts.set(name, text)
  else if (known !== text) throw new Error(`two statements are named ${name}`)
}

// What pg would make of a value, without its long way for what is most.
const plain = (value: unknown): unknown =>
  typeof value === 'string' || value === null ? value : prepareValue(value)

/** Several statements with one Sync, as pg's client handles a query of its own. */
class Packet extends pg.Query {
  readonly #sent: Sent[] = []
  #at = 0
  // pg's client notes by these which statements PostgreSQL has parsed.
  declare name: string | undefined
  declare text: string | undefined

  constructor() {
    super({ text: '' })
  }

  add(sent: Sent): void {
    this.#sent.push(sent)
    if (this.#sent.length === 1) this.#go(0)
  }

  #go(at: number): void {
    this.#at = at
    this.name = this.#sent[at]?.name
    this.text = this.#sent[at]?.text
  }

  override readonly submit = (connection: unknown): null => {
    const wire = connection as Wire
    const known = columnsOf.get(wire) ?? new Map<string, Column[]>()
    columnsOf.set(wire, known)
    wire.stream.cork()
    for (const sent of this.#sent) write(wire, known, sent)
    wire.sync()
    wire.stream.uncork()
    return null
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    const sent = this.#sent[this.#at]
    if (!sent) return
    sent.columns = fields.map(({ name, dataTypeID }) => ({
      name,
      read: readerOf(dataTypeID, 'text'),
    }))
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const { columns, reply } = this.#sent[this.#at] ?? {}
    if (columns && reply) reply.rows.push(rowOf(columns, fields))
  }

  handleCommandComplete({ text }: { text: string }, connection: unknown): void {
    const sent = this.#sent[this.#at]
    if (!sent) return
    this.#go(this.#at + 1)
    // 'INSERT 0 20', 'SELECT 3', 'COMMIT'
    const [command = '', ...counts] = text.split(' ')
    sent.reply.command = command
    sent.reply.rowCount = Number(counts.at(-1) ?? 0)
    if (sent.name) columnsOf.get(connection as Wire)?.set(sent.name, sent.columns ?? [])
  }

  handleReadyForQuery(): void {
    for (const { resolve, reply } of this.#sent) resolve(reply)
  }

  handleError(error: Error, connection: unknown): void {
    const { submittedNamedStatements } = connection as Wire
    for (const { name, reject } of this.#sent) {
      // Those behind the failed one were not parsed.
      if (name) delete submittedNamedStatements[name]
      reject(error)
    }
  }
}

function write(wire: Wire, known: Map<string, Column[]>, sent: Sent): void {
  const { name, text, values } = sent
  if (!name || !(wire.parsedStatements[name] ?? wire.submittedNamedStatements[name])) {
    wire.parse({ text, name })
    if (name) wire.submittedNamedStatements[name] = text
  }
  wire.bind({ statement: name, values })
  sent.columns = (name && known.get(name)) || null
  // PostgreSQL tells a statement's columns once per connection.
  if (!sent.columns) wire.describe({ type: 'P', name: '' })
  wire.execute({ portal: '' })
}

function rowOf(columns: Column[], fields: (string | null)[]): object {
  const row: Record<string, unknown> = {}
  for (let i = 0; i < columns.length; i += 1) {
    const column = columns[i]
    const text = fields[i]
    if (column) row[column.name] = text === null || text === undefined ? null : column.read(text)
  }
  return row
}
