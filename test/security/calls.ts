import { contract } from '../../src/contracts.ts'
import type { CallMeta } from '../../src/platform/call.ts'

/** A call as its contract describes it. */
export type Call = { name: string; method: string; path: string } & CallMeta
type Described = { '~orpc': { route: { method?: string; path?: string }; meta: CallMeta } }

/** Every call of the system, read from its contracts: one that is added is found here. */
export const calls: Call[] = Object.entries(contract).flatMap(([module, of]) =>
  Object.entries(of as Record<string, Described>).map(([name, { '~orpc': call }]) => ({
    name: `${module}.${name}`,
    method: call.route.method ?? '',
    path: call.route.path ?? '',
    ...call.meta,
  })),
)

export type Transport = 'rest' | 'rpc'
export type Sent = {
  transport: Transport
  cookie?: string
  headers?: Record<string, string>
  /** Sent in place of the request's JSON. */
  body?: NonNullable<RequestInit['body']>
}
export type Answer = { status: number; body: string; headers: Headers }

/** Sends a call to a server as a browser of ours would, and reads the whole answer. */
export async function send(
  url: string,
  call: Call,
  request: object,
  { transport, cookie = '', headers = {}, body }: Sent,
): Promise<Answer> {
  const { target, json } = transport === 'rpc' ? asRpc(call, request) : asRest(call, request)
  const sent = body ?? (json === undefined ? undefined : JSON.stringify(json))
  const method = transport === 'rpc' ? 'POST' : call.method
  const stop = new AbortController()
  const reply = await fetch(`${url}${target}`, {
    method,
    signal: stop.signal,
    redirect: 'manual',
    ...(sent === undefined ? {} : { body: sent, duplex: 'half' }),
    headers: {
      cookie,
      'x-tandem-request': '1',
      ...(typeof sent === 'string' ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
  })
  const streams = reply.headers.get('content-type')?.startsWith('text/event-stream')
  const text = streams ? await firstEvent(reply) : await reply.text()
  if (streams) stop.abort()
  return { status: reply.status, body: text, headers: reply.headers }
}

const asRpc = ({ name }: Call, request: object) => ({
  target: `/rpc/${name.replace('.', '/')}`,
  json: { json: request },
})

function asRest({ method, path }: Call, request: object) {
  const rest = { ...request } as Record<string, unknown>
  const target = `/api${path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })}`
  if (method !== 'GET') return { target, json: rest }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    const each: [string, unknown][] = Array.isArray(value)
      ? value.map((one: unknown, i) => [`${name}[${i}]`, one])
      : [[name, value]]
    for (const [key, one] of each) query.append(key, String(one))
  }
  return { target: query.size > 0 ? `${target}?${query.toString()}` : target, json: undefined }
}

async function firstEvent(reply: Response): Promise<string> {
  const reader = reply.body?.getReader()
  let text = ''
  while (reader && !text.includes('\n\n')) {
    const { value, done } = await reader.read()
    if (done) break
    text += new TextDecoder().decode(value)
  }
  return text
}
