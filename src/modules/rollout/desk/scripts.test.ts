import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../../test/test-database.ts'
import { makeTown, type Town } from '../../../../test/town.ts'
import { readTenant } from '../../../platform/db.ts'
import { logContact } from './log-contact.ts'
import { type ScriptTexts, shippedTexts } from './script-rules.ts'
import { putScript, scriptHistory, scriptsOf } from './scripts.ts'

let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  town = await makeTown(database)
})
afterAll(() => database.drop())

const reading = <T>(work: (db: Parameters<typeof scriptsOf>[0]) => Promise<T>) =>
  readTenant(database.pools.app, town.tenant.id, work)
const said = (language: 'uk' | 'en' | 'ru' = 'uk') =>
  reading((db) => scriptsOf(db, town.tenant.id, language))
const history = () =>
  reading((db) => scriptHistory(db, town.tenant.id, { kind: 'presentation', language: 'uk' }))
const own = (greeting: string): ScriptTexts => ({
  ...shippedTexts('presentation', 'uk'),
  greeting,
})
const put = (texts: ScriptTexts | null, scriptId: string = randomUUID()) =>
  putScript(database.pools.app, town.admin, {
    ...{ kind: 'presentation', language: 'uk', scriptId, texts },
  })
const speak = (script: string | null) => {
  const at = new Date(performance.timeOrigin + performance.now()).toISOString()
  return logContact(database.pools.app, town.admin, {
    ...{ outletId: town.ids.outlet, contactId: randomUUID(), kind: 'presentation', place: 'desk' },
    ...{ outcome: 'no_answer', objection: null, note: '', callBackAt: null, script },
    ...{ startedAt: at, endedAt: at },
  })
}

describe('what the desk says', () => {
  test('is the shipped script, in each language, of a distributor that changed nothing', async () => {
    const [uk, en] = [await said('uk'), await said('en')]
    expect(uk.map(({ kind, version, own: isOwn }) => [kind, version, isOwn])).toEqual([
      ['presentation', 'presentation-1.uk', false],
      ['first_order', 'first_order-1.uk', false],
      ['follow_up', 'follow_up-1.uk', false],
    ])
    expect(uk[0]).toMatchObject(shippedTexts('presentation', 'uk'))
    expect(en[0]?.greeting).toBe('Hello! This is your supplier. Have you a minute?')
  })

  test('is its own words once it has put them, in that language and on that step alone', async () => {
    await put(own('Добрий день, це «Добродар»!'))
    expect((await said('uk'))[0]).toMatchObject({
      ...{ version: 'own-presentation-1.uk', own: true, greeting: 'Добрий день, це «Добродар»!' },
    })
    expect((await said('uk'))[1]?.own).toBe(false)
    expect((await said('en'))[0]?.own).toBe(false)
    const other = await makeTown(database)
    const theirs = await readTenant(database.pools.app, other.tenant.id, (db) =>
      scriptsOf(db, other.tenant.id, 'uk'),
    )
    expect(theirs[0]?.own).toBe(false)
  })

  test('keeps every version; the same words again are none; null says the shipped ones again', async () => {
    await put(own('Перша'))
    await put(own('Перша'))
    await put(own('Друга'))
    await put(null)
    expect((await said())[0]).toMatchObject({ version: 'presentation-1.uk', own: false })
    expect((await history()).map(({ number, texts }) => [number, texts?.greeting ?? null])).toEqual(
      [
        [3, null],
        [2, 'Друга'],
        [1, 'Перша'],
      ],
    )
  })

  test('is put once per id, however often it is sent; another text under the id is refused', async () => {
    const id = randomUUID()
    const [first, again] = [await put(own('Раз'), id), await put(own('Раз'), id)]
    expect(again).toEqual(first)
    expect(await put(own('Два'), id)).toMatchObject({ refusal: { code: 'script_reused' } })
    const many = await Promise.all(['А', 'Б', 'В', 'Г'].map((greeting) => put(own(greeting))))
    expect(new Set(many.map((one) => one.ok && one.value.version)).size).toBe(4)
    expect(await history()).toHaveLength(5)
  })
})

describe('a contact', () => {
  test('keeps the version it was spoken by, and each version its count', async () => {
    await speak('presentation-1.uk')
    await put(own('Перша'))
    for (let i = 0; i < 2; i += 1) await speak('own-presentation-1.uk')
    await put(own('Друга'))
    expect((await history()).map(({ version, contacts }) => [version, contacts])).toEqual([
      ['own-presentation-2.uk', 0],
      ['own-presentation-1.uk', 2],
    ])
  })

  test.each(['own-presentation-9.uk', 'own-follow_up-1.uk', 'presentation-7.uk', 'anything'])(
    'is not written by a script that never was: %s',
    async (script) => {
      await put(own('Перша'))
      expect(await speak(script)).toMatchObject({ refusal: { code: 'script_unknown' } })
    },
  )

  test('of an older phone keeps the shipped version without its language', async () => {
    expect(await speak('presentation-1')).toMatchObject({ ok: true })
    expect(await speak(null)).toMatchObject({ ok: true })
  })
})
