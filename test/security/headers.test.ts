import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWeb } from '../../bin/build.mjs'
import { type Running, startTandem } from '../running.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'
import { makePlace, type Place } from './place.ts'
import { signInBy } from './sign-in.ts'

let database: TestDatabase
let tandem: Running
let secure: Running
let place: Place
beforeAll(async () => {
  await buildWeb()
  database = await testDatabase()
  tandem = await startTandem(database)
  secure = await startTandem(database, { TANDEM_PUBLIC_URL: 'https://orders.example' })
  place = await makePlace(database, { code: 'headers', dataFolder: tandem.config.dataFolder })
})
afterAll(async () => {
  await secure?.stop()
  await tandem?.stop()
  await database?.drop()
})

const SCREENS = ['shop', 'field', 'office', 'api']
const web = join(import.meta.dirname, '../../dist/web')
const pageOf = (screen: string) => readFileSync(join(web, screen, 'index.html'), 'utf8')
const admin = () => place.sessions.admin?.cookie ?? ''

const answersOf = (url: string) =>
  Promise.all(
    [
      ...SCREENS.map((screen) => `/${screen}/`),
      '/shop/a/deep/link',
      /\/assets\/[\w.-]+\.js/.exec(pageOf('shop'))?.[0] ?? '',
      '/api/openapi.json',
      '/api/me',
      '/api/d/headers/outlets',
      '/rpc/identity/me',
      '/health',
      '/metrics',
      '/nowhere',
      '/api/%E0%A4%A',
      '/exchange/commerceml?type=catalog&mode=init',
      `/files/headers/${place.ids.file}`,
    ].map(async (path) => ({
      path,
      reply: await fetch(`${url}${path}`, { headers: { cookie: admin() } }),
    })),
  )

test('every answer tells the browser what it may not do', async () => {
  const answers = await answersOf(tandem.url)
  for (const { path, reply } of answers) {
    const policy = reply.headers.get('content-security-policy') ?? ''
    expect(policy, path).toMatch(/default-src '(?:self|none)'/)
    expect(policy, path).not.toMatch(/script-src|unsafe-eval|\*/)
    expect(reply.headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(reply.headers.get('referrer-policy'), path).toBe('same-origin')
    expect(reply.headers.get('cross-origin-resource-policy'), path).toBe('same-origin')
    expect(reply.headers.get('x-request-id'), path).toMatch(/^[0-9a-f-]{36}$/)
    expect(reply.headers.get('access-control-allow-origin'), path).toBeNull()
    expect(reply.headers.get('strict-transport-security'), path).toBeNull()
    expect(reply.headers.get('server') ?? reply.headers.get('x-powered-by'), path).toBeNull()
  }
  expect(
    answers.map(({ reply }) => reply.status).filter((status) => status === 200).length,
  ).toBeGreaterThan(9)
})

test('what a person reads is kept by no cache; over https only https is spoken', async () => {
  const own = await fetch(`${tandem.url}/api/me`, { headers: { cookie: admin() } })
  expect(own.headers.get('cache-control')).toBe('no-store')
  const reply = await fetch(`${secure.url}/health`)
  expect(reply.headers.get('strict-transport-security')).toMatch(/max-age=31536000/)
})

test('no screen runs a script that stands in its page', () => {
  for (const screen of SCREENS) {
    const html = pageOf(screen)
    const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>/g)].map(([tag]) => tag)
    expect([screen, inline, html.match(/\son\w+=|javascript:/g)]).toEqual([screen, [], null])
  }
})

test('a drawing that is opened by itself runs nothing', async () => {
  const reply = await fetch(`${tandem.url}/files/headers/${place.ids.file}`, {
    headers: { cookie: admin() },
  })
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  expect(reply.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
})

const cookiesOf = async (url: string) => {
  const asked = await fetch(`${url}/api/sign-in/demo-logins`)
  return asked.headers.getSetCookie()
}

test('cookies are for the server only, and over https for this very host', async () => {
  const [plain = ''] = await cookiesOf(tandem.url)
  expect(plain).toMatch(
    /^tandem-device=[0-9a-f-]{36}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
  )
  const [guarded = ''] = await cookiesOf(secure.url)
  expect(guarded).toMatch(/^__Host-tandem-device=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
  expect(guarded).not.toMatch(/domain/i)
})

test('over https a session by the plain cookie, which a sister site could set, is none', async () => {
  const phone = place.town.phones[3] ?? ''
  const { cookie } = await signInBy(secure.url, phone)
  const session = /__Host-tandem=([\w-]+)/.exec(cookie)?.[1] ?? ''
  const asked = async (path: string, name: string) =>
    (await fetch(`${secure.url}${path}`, { headers: { cookie: `${name}=${session}` } })).status
  expect(await asked('/api/me', '__Host-tandem')).toBe(200)
  expect(await asked('/api/me', 'tandem')).toBe(401)
  expect(await asked(`/files/headers/${place.ids.file}`, 'tandem')).toBe(404)
})

test('a write that a browser of another site could have sent is refused', async () => {
  const send = (headers: Record<string, string>) =>
    fetch(`${tandem.url}/api/me/language`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', cookie: admin(), ...headers },
      body: '{"language": "uk"}',
    })
  const foreign = await send({ origin: 'https://evil.example' })
  expect([foreign.status, ((await foreign.json()) as { code: string }).code]).toEqual([
    403,
    'FOREIGN_SITE',
  ])
  expect((await send({ 'x-tandem-request': '1' })).status).toBe(200)
  const preflight = await fetch(`${tandem.url}/api/me/language`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://evil.example',
      'access-control-request-headers': 'x-tandem-request',
    },
  })
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
})

const raw = (text: string) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(tandem.url)
    const socket = connect(Number(port), hostname, () => socket.write(text))
    let told = ''
    socket.on('data', (data) => {
      told += data.toString()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(told))
  })

test('what cannot be read as HTTP at all is answered in the envelope', async () => {
  const garbage = await raw('GARBAGE\r\n\r\n')
  expect(garbage).toMatch(/^HTTP\/1\.1 400 .*"code":"BAD_REQUEST"/s)
  const large = await raw(`GET / HTTP/1.1\r\nhost: a\r\ncookie: ${'x'.repeat(100_000)}\r\n\r\n`)
  expect(large).toMatch(/^HTTP\/1\.1 431 .*"status":431/s)
})

test.each(['/api/%E0%A4%A', '/rpc/%', '/files/%E0%A4%A/1', '/%'])(
  'the address %s is refused in words',
  async (path) => {
    const reply = await fetch(`${tandem.url}${path}`)
    const told = (await reply.json()) as { message?: string; json?: { message: string } }
    expect(reply.status).toBeLessThan(500)
    expect(told.json?.message ?? told.message).toMatch(/^(?:Тіло|Такої)/)
  },
)
