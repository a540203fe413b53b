import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { contract } from '../../src/contracts.ts'
import { type Running, startTandem } from '../running.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'
import { type Call, calls, send } from './calls.ts'
import { makePlace, type Place, type Session } from './place.ts'
import { samples } from './samples.ts'

let database: TestDatabase
let tandem: Running
let place: Place
beforeAll(async () => {
  database = await testDatabase()
  tandem = await startTandem(database)
  place = await makePlace(database, { code: 'hostile', dataFolder: tandem.config.dataFolder })
})
afterAll(async () => {
  await tandem?.stop()
  await database?.drop()
})

const TEXTS = [
  'a\u0000b',
  '\ud800',
  'x'.repeat(100_000),
  "'; drop table ordering.order; --",
  '%_\\',
  '0000-01-01',
  '0000-01-01T00:00:00Z',
  '2026-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59.999999999999Z',
  '99999999-9999-9999-9999-999999999999',
  ' ',
]
const NUMBERS = [-1, 0, 0.5, 2 ** 53, 1e308, -(2 ** 63)]
const OTHERS = [null, true, [], {}, [null], { length: 1 }]

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}

/** The paths of a request's fields, by its contract, with those that are left out as a rule. */
function fieldsOf(schema: Schema, path: string[] = []): string[][] {
  const own = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema
  if (own.items) return [path, ...fieldsOf(own.items, [...path, '0'])]
  if (!own.properties) return [path]
  const fields = Object.entries(own.properties)
  return fields.flatMap(([name, of]) => fieldsOf(of, [...path, name]))
}

function schemaOf({ name }: Call): Schema {
  const [module = '', call = ''] = name.split('.')
  const of = contract[module as 'outlets'] as Record<
    string,
    { '~orpc': { inputSchema: z.ZodType } }
  >
  const described = of[call]
  if (!described) throw new Error(name)
  return z.toJSONSchema(described['~orpc'].inputSchema, { io: 'input' }) as Schema
}

/** Somebody who may make the call. */
function senderOf({ right, scope }: Call): Session {
  const role = Object.keys(place.sessions).find((each) => {
    const held = right ? place.roles[each]?.[right] : 'tenant'
    return held !== undefined && (!scope || held === scope)
  })
  const session = place.sessions[role ?? '']
  if (!session) throw new Error(`nobody holds ${right}`)
  return session
}

function withValue(request: object, path: string[], value: unknown): object {
  const copy = structuredClone(request) as Record<string, unknown>
  let at = copy
  for (const name of path.slice(0, -1)) {
    at[name] ??= /^\d+$/.test(name) ? [] : {}
    at = at[name] as Record<string, unknown>
  }
  at[path.at(-1) ?? ''] = value
  return copy
}

const changing = calls.filter(({ name }) => name !== 'identity.signOut')

test('whatever is put into a field, it is answered; nothing breaks', async () => {
  const broken: string[] = []
  let sent = 0
  for (const call of changing) {
    const sender = senderOf(call)
    const tried = fieldsOf(schemaOf(call)).flatMap((path) =>
      [...TEXTS, ...NUMBERS, ...OTHERS].map((value) => ({ path, value })),
    )
    const one = async ({ path, value }: (typeof tried)[number]) => {
      const base = await samples[call.name]?.request(place, sender)
      const request = withValue({ distributor: place.code, ...base }, path, value)
      const answer = await send(tandem.url, call, request, {
        transport: 'rpc',
        cookie: sender.cookie,
      })
      sent += 1
      if (answer.status >= 500) {
        broken.push(`${call.name} ${path.join('.')} ${JSON.stringify(value).slice(0, 60)}`)
      }
    }
    for (let at = 0; at < tried.length; at += 20) {
      await Promise.all(tried.slice(at, at + 20).map(one))
    }
  }
  expect(broken).toEqual([])
  expect(sent).toBeGreaterThan(2_000)
}, 900_000)
