import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Running, startTandem } from '../running.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'
import { makeTown } from '../town.ts'
import { type Answer, type Call, calls, send, type Transport } from './calls.ts'
import { signInBy } from './sign-in.ts'

let database: TestDatabase
let tandem: Running
let cookie: string
beforeAll(async () => {
  database = await testDatabase()
  const town = await makeTown(database, { code: 'bodies' })
  tandem = await startTandem(database)
  cookie = (await signInBy(tandem.url, town.phones[3] ?? '')).cookie
})
afterAll(async () => {
  await tandem?.stop()
  await database?.drop()
})

const writes = calls.filter(({ method }) => method !== 'GET')
const TRANSPORTS: Transport[] = ['rest', 'rpc']
const everyWrite = writes.flatMap((call) => TRANSPORTS.map((transport) => ({ call, transport })))
const parameters = calls.flatMap(({ path }) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, n = '']) => n),
)
const anywhere = {
  ...Object.fromEntries(parameters.map((name) => [name, '1'])),
  distributor: 'bodies',
}

type Body = NonNullable<RequestInit['body']>
type Envelope = {
  defined: boolean
  code: string
  status: number
  message: string
  data?: { fields: { field: string; text: string }[] }
}

/** The error of an answer, whichever transport it came by. */
function envelope({ body }: Answer): Envelope {
  const said = JSON.parse(body) as Envelope | { json: Envelope }
  return 'json' in said ? said.json : said
}

const JSON_TYPE = { 'content-type': 'application/json' }

async function answersTo(
  bodies: { type?: string; body: Body }[],
): Promise<{ name: string; answer: Answer }[]> {
  const asked = everyWrite.flatMap((each) => bodies.map((body) => ({ ...each, ...body })))
  const found: { name: string; answer: Answer }[] = []
  for (const { call, transport, type, body } of asked) {
    const headers = type === undefined ? {} : { 'content-type': type }
    const answer = await send(tandem.url, call, anywhere, { transport, cookie, headers, body })
    found.push({
      name: `${call.name} ${transport} ${type} ${answer.status} ${answer.body}`,
      answer,
    })
  }
  return found
}

const FORM = new FormData()
FORM.set('data', '{}')

test('every call that changes something takes JSON in UTF-8 and nothing else', async () => {
  const answers = await answersTo([
    { type: 'text/plain', body: '{}' },
    { type: '', body: '{}' },
    { type: 'application/xml', body: '<a/>' },
    { type: 'application/x-www-form-urlencoded', body: 'a=1' },
    { type: 'application/octet-stream', body: new Uint8Array([0, 1, 2]) },
    { type: 'text/event-stream', body: 'data: 1\n\n' },
    { type: 'application/json; charset=windows-1251', body: '{}' },
    { body: FORM },
  ])
  const refused = (answer: Answer) => {
    const { code, status, message } = envelope(answer)
    return code === 'NOT_JSON' && status === 415 && message.includes('application/json')
  }
  expect(answers.filter(({ answer }) => answer.status !== 415 || !refused(answer))).toEqual([])
  expect(writes.length).toBeGreaterThan(10)
})

test('a body that is no JSON is refused by every such call, with the place where it goes wrong', async () => {
  const answers = await answersTo([
    { type: 'application/json', body: '{"lines": [}' },
    { type: 'application/json', body: '{\n "a": tru }' },
  ])
  const named = ({ answer }: { answer: Answer }) =>
    answer.status === 400 && /рядок \d+, символ \d+/.test(envelope(answer).message)
  expect(answers.filter((each) => !named(each))).toEqual([])
})

const called = (name: string): Call => {
  const call = calls.find((each) => each.name === name)
  if (!call) throw new Error(`no call ${name}`)
  return call
}
const cancel = called('ordering.cancel')
const orderId = '018f2f6e-0000-7000-8000-000000000000'
const cancelBy = (body: Body, headers: Record<string, string> = JSON_TYPE, transport?: Transport) =>
  send(
    tandem.url,
    cancel,
    { distributor: 'bodies', orderId },
    {
      ...{ transport: transport ?? 'rest', cookie, headers, body },
    },
  )

test.each([
  ['uk', 'Тіло запиту не є правильним JSON: рядок 1, символ 6.'],
  ['en', 'The body of the request is not valid JSON: line 1, column 6.'],
  ['ru', 'Тело запроса не является правильным JSON: строка 1, символ 6.'],
])('the refusal of a broken body is in the language asked for: %s', async (language, message) => {
  const answer = await cancelBy('{"a":}', { ...JSON_TYPE, 'accept-language': language })
  expect(envelope(answer)).toEqual({ defined: false, code: 'BAD_REQUEST', status: 400, message })
})

test.each([
  ['uk', 'Перевірте поля: ', 'потрібне поле.'],
  ['en', 'Check the fields: ', 'is required.'],
  ['ru', 'Проверьте поля: ', 'нужное поле.'],
])(
  'a wrong field is named, and why in the language asked for: %s',
  async (language, begin, required) => {
    const headers = { ...JSON_TYPE, 'accept-language': language }
    const answer = await cancelBy(JSON.stringify({ why: 5 }), headers, 'rest')
    const refused = envelope(answer)
    expect(refused.data?.fields.map(({ field }) => field)).toEqual(['why'])
    expect(refused.message).toBe(`${begin}why: ${refused.data?.fields[0]?.text}`)
    const other = await cancelBy(JSON.stringify({ why: 'a\u0000' }), headers, 'rest')
    expect(envelope(other).data?.fields[0]?.field).toBe('why')
    expect(envelope(other).message).toMatch(begin)
    expect(refused.data?.fields[0]?.text).toMatch(/number|число|numeric/)
    const missing = await send(
      tandem.url,
      called('identity.askCode'),
      {},
      { transport: 'rest', headers: { 'accept-language': language } },
    )
    expect(envelope(missing).data?.fields).toEqual([{ field: 'phone', text: required }])
  },
)

const DEEP = '['.repeat(20_000) + ']'.repeat(20_000)
const HOSTILE = [
  'null',
  '5',
  '"text"',
  '[1]',
  '[]',
  DEEP,
  '{"__proto__": {"why": "a"}}',
  '{"constructor": {"prototype": {"why": "a"}}}',
]
const META = [
  '{"json": {}, "meta": [[0, "__proto__", "polluted"]]}',
  '{"json": {"why": "x"}, "meta": [[0, "why"]]}',
  '{"json": {"why": "x"}, "meta": [[5, "why"]]}',
  '{"json": {"why": "x"}, "meta": [[1, "why", "constructor", "prototype"]]}',
  '{"json": {"why": "x"}, "meta": 5}',
  '{"json": {"why": "x"}, "meta": [[6]], "maps": [["why"]]}',
  '{"json": {"why": "x"}, "meta": [null]}',
]

test.each(TRANSPORTS)(
  'JSON of an odd shape is refused in words by %s, never broken on',
  async (transport) => {
    const odd =
      transport === 'rpc'
        ? [...HOSTILE.map((json) => `{"json": ${json}}`), ...HOSTILE, ...META]
        : HOSTILE
    for (const body of odd) {
      const answer = await cancelBy(body, JSON_TYPE, transport)
      const told = `${body.slice(0, 80)} → ${answer.status} ${answer.body}`
      expect([400, 404], told).toContain(answer.status)
      expect(envelope(answer).message, told).toMatch(/^(?:Перевірте|Тіло|Такого)/)
    }
    expect(Object.keys(Object.prototype)).toEqual([])
  },
)

const MEGABYTES = 3 * 1_048_576

function endless(): ReadableStream<Uint8Array> {
  let sent = 0
  return new ReadableStream({
    pull(controller) {
      if (sent === 0) controller.enqueue(new TextEncoder().encode('{"why": "'))
      controller.enqueue(new Uint8Array(65_536).fill(120))
      sent += 65_536
      if (sent > MEGABYTES) controller.close()
    },
  })
}

test('a body that is too large is refused while it comes, whether it told its length or not', async () => {
  for (const transport of TRANSPORTS) {
    const told = await cancelBy(`{"why": "${'x'.repeat(MEGABYTES)}"}`, JSON_TYPE, transport)
    expect(envelope(told)).toMatchObject({ code: 'TOO_LARGE', status: 413 })
    const untold = await cancelBy(endless(), JSON_TYPE, transport).catch(() => null)
    // The line may be cut before the whole body is sent: that, too, is a refusal.
    if (untold) expect(envelope(untold)).toMatchObject({ code: 'TOO_LARGE', status: 413 })
  }
})

test('bytes that are no UTF-8 are refused, not guessed', async () => {
  const answer = await cancelBy(new Uint8Array([...Buffer.from('{"why": "'), 0xff, 0x22, 0x7d]))
  expect([answer.status, envelope(answer).code]).toEqual([400, 'BAD_REQUEST'])
})

test('what a body says of the tenant or the id in the path is nothing', async () => {
  const elsewhere = { distributor: 'elsewhere', orderId: 'not an id', why: '' }
  const answer = await cancelBy(JSON.stringify(elsewhere))
  expect(envelope(answer).code).toBe('UNKNOWN')
  const list = await send(
    tandem.url,
    called('outlets.list'),
    { distributor: 'bodies' },
    {
      ...{ transport: 'rest', cookie },
    },
  )
  const asked = await fetch(`${tandem.url}/api/d/bodies/outlets?distributor=elsewhere`, {
    headers: { cookie },
  })
  expect([asked.status, await asked.text()]).toEqual([200, list.body])
})
