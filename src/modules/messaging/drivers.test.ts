import { afterEach, describe, expect, test } from 'vitest'
import { sendByGateway } from './gateway-driver.ts'
import { mail } from './mail-driver.ts'
import { addressOf, isSendable, NotAllowed } from './outgoing.ts'
import { push } from './push-driver.ts'
import { open, pushKeys, readToken, seal, tokenOf } from './sealed.ts'
import { browser, mailServer, receiver, vapidClaims } from './test-receivers.ts'

const SECRET = 'the secret of an installation, 32 bytes or more'
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
async function started<T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const server = await starting
  stops.push(server.stop)
  return server
}

describe('a push service', () => {
  const payload = { title: 'Замовлення', body: 'До 17:00 ще година', url: 'https://a.example/m/x' }
  const send = (endpoint: string, place: string, woken = browser()) => {
    const one = { id: 'one', endpoint, p256dh: woken.p256dh, auth: woken.auth }
    const message = { secret: SECRET, publicUrl: 'https://a.example', payload, ttlSeconds: 600 }
    return push([one], { ...message, allowed: [place] })
  }

  test('is handed what only the browser can read, signed by our key', async () => {
    const service = await started(receiver({ status: 201 }))
    const woken = browser()
    const sent = await send(`${service.url}/wake/1`, service.place, woken)
    expect(sent).toEqual({ outcome: { kind: 'sent' }, gone: [] })
    const [taken] = service.taken
    expect([taken?.method, taken?.url, taken?.headers.ttl]).toEqual(['POST', '/wake/1', '600'])
    expect(taken?.headers['content-encoding']).toBe('aes128gcm')
    expect(woken.read(taken?.body ?? Buffer.alloc(0))).toEqual(payload)
    expect(() => browser().read(taken?.body ?? Buffer.alloc(0))).toThrow()
    const claims = vapidClaims(String(taken?.headers.authorization))
    expect(claims).toMatchObject({ aud: service.url, sub: 'https://a.example' })
    expect(claims?.k).toBe(pushKeys(SECRET).publicKey)
  })

  test.each([
    [404, 'failed', ['one']],
    [410, 'failed', ['one']],
    [403, 'failed', []],
    [429, 'again', []],
    [503, 'again', []],
  ])('that answers %i makes it %s', async (status, kind, gone) => {
    const service = await started(receiver({ status }))
    const sent = await send(`${service.url}/wake`, service.place)
    expect([sent.outcome.kind, sent.gone]).toEqual([kind, gone])
  })

  test('inside our own network is never called, and its browser forgotten', async () => {
    const service = await started(receiver({ status: 201 }))
    for (const url of [service.url, service.url.replace('http:', 'https:')]) {
      const sent = await send(url, 'other.example:443')
      expect([sent.outcome.kind, sent.gone]).toEqual(['failed', ['one']])
    }
    expect(service.taken).toEqual([])
  })

  test('of one of two browsers that answers is enough', async () => {
    const gone = await started(receiver({ status: 410 }))
    const there = await started(receiver({ status: 201 }))
    const { p256dh, auth } = browser()
    const two = [
      { id: 'gone', endpoint: gone.url, p256dh, auth },
      { id: 'there', endpoint: there.url, p256dh, auth },
    ]
    const allowed = [gone.place, there.place]
    const message = { secret: SECRET, publicUrl: 'http://a', payload, ttlSeconds: 1, allowed }
    expect(await push(two, message)).toEqual({ outcome: { kind: 'sent' }, gone: ['gone'] })
  })
})

describe('a gateway', () => {
  const driver = {
    kind: 'http' as const,
    url: '/send?key={{secret}}',
    method: 'POST' as const,
    contentType: 'application/json' as const,
    headers: [{ name: 'Authorization', value: 'Bearer {{secret}}' }],
    body: '{"to":"{{phone}}","text":"{{text}}","id":"{{id}}","hook":"{{callback}}"}',
    idPointer: '/messages/0/id',
    receipt: null,
  }
  const values = {
    phone: '+380501112233',
    text: 'Скажіть «так»\n"\\',
    id: 'm-1',
    secret: 'k&y',
    callback: 'https://a.example/r',
  }
  const call = (server: { url: string; place: string }, more: object = {}) =>
    sendByGateway({ ...driver, url: `${server.url}${driver.url}`, ...more }, values, [server.place])

  test('takes the text in its own words and gives its id', async () => {
    const gateway = await started(receiver({ status: 202, body: '{"messages":[{"id":"g-7"}]}' }))
    expect(await call(gateway)).toEqual({ kind: 'sent', providerId: 'g-7' })
    const [taken] = gateway.taken
    expect(taken?.url).toBe('/send?key=k%26y')
    expect(taken?.headers.authorization).toBe('Bearer k&y')
    const { phone, text, id, callback } = values
    expect(JSON.parse(String(taken?.body))).toEqual({ to: phone, text, id, hook: callback })
  })

  test('takes forms too', async () => {
    const gateway = await started(receiver({ status: 200, body: 'OK' }))
    const form = {
      contentType: 'application/x-www-form-urlencoded',
      body: 'to={{phone}}&t={{text}}',
    }
    expect(await call(gateway, form)).toEqual({ kind: 'sent', providerId: null })
    const fields = new URLSearchParams(String(gateway.taken[0]?.body))
    expect([fields.get('to'), fields.get('t')]).toEqual([values.phone, values.text])
  })

  test.each([
    [400, 'failed'],
    [401, 'failed'],
    [302, 'failed'],
    [429, 'again'],
    [503, 'again'],
    [500, 'unknown'],
    [504, 'unknown'],
  ])('that answers %i makes it %s', async (status, kind) => {
    const gateway = await started(receiver({ status }))
    expect((await call(gateway)).kind).toBe(kind)
    expect(gateway.taken).toHaveLength(1)
  })

  test('that hangs up after it was told leaves it unknown; one that is away is asked again', async () => {
    const gateway = await started(receiver({ status: 0, hangUp: true }))
    expect((await call(gateway)).kind).toBe('unknown')
    await gateway.stop()
    expect((await call(gateway)).kind).toBe('again')
    stops.pop()
  })
})

describe('a mail server', () => {
  const letter = {
    id: '0193',
    to: 'shop@example.com',
    title: 'Тема',
    text: 'Текст',
    link: 'https://a.example/m/x',
  }
  const driver = (port: number) => ({
    ...{ kind: 'smtp' as const, host: '127.0.0.1', port, secure: false },
    ...{ user: 'tandem', from: 'orders@example.com' },
  })

  test('takes the letter with its link', async () => {
    const server = await started(mailServer({ password: 'right' }))
    const options = { password: 'right', allowed: [server.place] }
    const sent = await mail(driver(server.port), letter, options)
    expect(sent).toEqual({ kind: 'sent', providerId: '<0193@example.com>' })
    const [taken] = server.letters
    expect([taken?.from, taken?.to]).toEqual(['orders@example.com', ['shop@example.com']])
    expect(taken?.text).toContain('Message-ID: <0193@example.com>')
  })

  test.each([
    ['refuses for good', { password: 'right', refuse: 550 }, 'failed'],
    ['refuses for now', { password: 'right', refuse: 451 }, 'again'],
    ['does not know us', { password: 'other' }, 'failed'],
  ])('that %s', async (_, options, kind) => {
    const server = await started(mailServer(options))
    const own = { password: 'right', allowed: [server.place] }
    expect((await mail(driver(server.port), letter, own)).kind).toBe(kind)
    expect(server.letters).toEqual([])
  })

  test('inside our own network is not spoken to unless it is allowed', async () => {
    const server = await started(mailServer({ password: 'right' }))
    const sent = await mail(driver(server.port), letter, { password: 'right', allowed: [] })
    expect(sent.kind).toBe('failed')
    expect(server.letters).toEqual([])
  })
})

describe('an address that somebody else names', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '[::1]',
    '[::ffff:10.0.0.1]',
    '[fd00::1]',
    '[fe80::1]',
    '[64:ff9b::7f00:1]',
    'localhost',
  ])('%s is not public', async (host) => {
    await expect(addressOf(host, 443, [])).rejects.toThrow(NotAllowed)
  })
  test.each(['93.184.216.34', '[2606:2800:220:1::1]'])('%s is', async (host) => {
    expect((await addressOf(host, 443, [])).address).toBe(host.replace(/[[\]]/g, ''))
  })
  test('is reached by https only, without a name in it, unless it is allowed', () => {
    expect(isSendable('https://push.example/x', [])).toBe(true)
    expect(isSendable('http://push.example/x', [])).toBe(false)
    expect(isSendable('http://push.example/x', ['push.example:80'])).toBe(true)
    expect(isSendable('https://user:word@push.example/x', [])).toBe(false)
    expect(isSendable('file:///etc/passwd', [])).toBe(false)
  })
})

describe('what is sealed', () => {
  const place = {
    distributorId: '01930000-0000-7000-8000-000000000001',
    channel: 'sms' as const,
  }
  const messageId = '01930000-0000-7000-8000-000000000002'

  test('opens for its tenant and channel, with this installation’s secret, and for no other', () => {
    const sealed = seal(SECRET, place, 'ключ')
    expect(sealed.includes(Buffer.from('ключ'))).toBe(false)
    expect(open(SECRET, place, sealed)).toBe('ключ')
    expect(open(`${SECRET}!`, place, sealed)).toBe(null)
    expect(open(SECRET, { ...place, channel: 'viber' }, sealed)).toBe(null)
    expect(open(SECRET, { ...place, distributorId: messageId }, sealed)).toBe(null)
  })

  test('a token says what it was made of, and nothing when a letter of it is changed', () => {
    const token = tokenOf(SECRET, { ...place, messageId })
    expect(readToken(SECRET, token)).toEqual({ ...place, messageId })
    const callback = tokenOf(SECRET, { ...place, messageId: null })
    expect(readToken(SECRET, callback)).toEqual({ ...place, messageId: null })
    for (let i = 0; i < token.length - 1; i += 1) {
      const other = token[i] === 'A' ? 'B' : 'A'
      expect(readToken(SECRET, `${token.slice(0, i)}${other}${token.slice(i + 1)}`)).toBe(null)
    }
    expect(readToken(`${SECRET}!`, token)).toBe(null)
    for (const none of ['', 'x', token.slice(4), `${token}AAAA`])
      expect(readToken(SECRET, none)).toBe(null)
  })
})
