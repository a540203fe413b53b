import { Agent, request as httpRequest } from 'node:http'

export type Reply = { status: number; body: string }

/** Sends JSON requests over kept-alive connections, or each over its own. */
export function makeSender(base: string, connections: number, keepAlive = true) {
  const agent = new Agent({ keepAlive, maxSockets: connections })
  const send = (method: string, path: string, headers: Record<string, string>, body?: string) =>
    new Promise<Reply & { cookies: string[] }>((resolve, reject) => {
      const url = new URL(path, base)
      const asked = httpRequest(url, { method, agent, headers }, (reply) => {
        const pieces: Buffer[] = []
        reply.on('data', (piece: Buffer) => pieces.push(piece))
        reply.on('error', reject)
        reply.on('end', () =>
          resolve({
            status: reply.statusCode ?? 0,
            body: Buffer.concat(pieces).toString('utf8'),
            cookies: reply.headers['set-cookie'] ?? [],
          }),
        )
      })
      asked.on('error', reject)
      asked.end(body)
    })
  return { send, close: () => agent.destroy() }
}

/** A person signed in over RPC, as the screens are. */
export async function signedIn(base: string, phone: string, connections = 8) {
  const { send, close } = makeSender(base, connections)
  const cookies = new Map<string, string>()
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const call = async (path: string, input: object): Promise<Reply> => {
    const headers = {
      'content-type': 'application/json',
      'x-tandem-request': '1',
      cookie: cookie(),
    }
    const reply = await send('POST', `/rpc/${path}`, headers, JSON.stringify({ json: input }))
    for (const set of reply.cookies) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    return reply
  }
  const told = async <T>(path: string, input: object): Promise<T> => {
    const reply = await call(path, input)
    if (reply.status !== 200)
      throw new Error(`${path}: ${reply.status} ${reply.body.slice(0, 300)}`)
    return (JSON.parse(reply.body) as { json: T }).json
  }
  const { demoCode } = await told<{ demoCode: string }>('identity/askCode', { phone })
  await told('identity/signIn', { phone, code: demoCode })
  return { call, told, cookie, close }
}
export type Shop = Awaited<ReturnType<typeof signedIn>>
