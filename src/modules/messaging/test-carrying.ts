import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { messageTexts } from '../../message-texts.ts'
import { type Tx, writeTenant } from '../../platform/db.ts'
import { carryMessages } from './carry.ts'
import { type Message, tell } from './messaging.ts'
import { upsertSubscription } from './person-queries.ts'
import { seal } from './sealed.ts'
import type { Driver, GatewayDriver } from './setting-contract.ts'
import { DEFAULT_SETTING, upsertChannel, upsertSetting } from './setting-queries.ts'
import { browser, receiver } from './test-receivers.ts'
import type { Channel } from './words-rules.ts'

export type Carrying = Awaited<ReturnType<typeof startCarrying>>

/** A town with its messages, at noon in Kyiv; its gateways are servers of this machine. */
export async function startCarrying() {
  const database = await testDatabase()
  const owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  const stops: (() => Promise<void>)[] = []
  const at: At = { database, owner, stops, town: await makeTown(database) }
  const writes = writingIn(at)
  return Object.assign(at, {
    ...writes,
    ...readingIn(at),
    ...settingIn(at, writes),
    /** A fresh town, at noon. */
    async moveOn() {
      for (const stop of stops.splice(0)) await stop()
      at.town = await makeTown(database)
      await writes.setClock('2026-11-26T10:00:30Z')
    },
    async stop() {
      for (const stop of stops.splice(0)) await stop()
      await owner.end()
      await database.drop()
    },
  })
}

type At = {
  database: TestDatabase
  owner: pg.Client
  stops: (() => Promise<void>)[]
  town: Town
}

function writingIn(at: At) {
  const setClock = (instant: string) =>
    at.owner.query(
      `update platform.clock set offset_seconds =
      round(extract(epoch from $1::timestamptz - clock_timestamp()))`,
      [instant],
    )
  async function started(...answers: Parameters<typeof receiver>) {
    const server = await receiver(...answers)
    at.stops.push(server.stop)
    return server
  }
  const writing = <T>(work: (tx: Tx) => Promise<T>) =>
    writeTenant(at.database.pools.app, at.town.tenant.id, work)
  const told = (more: Partial<Message> = {}) =>
    writing((tx) =>
      tell(tx, {
        distributorId: at.town.tenant.id,
        personId: at.town.ids.buyer,
        topic: 'reminder',
        outletId: at.town.ids.outlet,
        template: 'test',
        values: { distributor: 'Town' },
        link: '/shop/',
        dedupeKey: randomUUID(),
        costCenter: 'habit',
        ...more,
      }),
    )
  return { setClock, started, writing, told }
}

function readingIn(at: At) {
  const carry = (messageId: string | string[], allowed: string[] = [], demo = false) =>
    carryMessages(
      {
        pools: at.database.pools,
        secret: at.database.secret,
        publicUrl: 'https://a.example',
        texts: messageTexts,
        allowed,
        demo,
      },
      at.town.tenant.id,
      [messageId].flat(),
    )
  async function seen(messageId: string) {
    const { rows } = await at.owner.query<{ status: string; reason: string | null }>(
      'select status, reason from messaging.message where id = $1',
      [messageId],
    )
    const tries = await at.owner.query<{ said: string }>(
      `select channel || ' ' || status as said from messaging.attempt where message_id = $1
      order by claimed_at, channel`,
      [messageId],
    )
    return [rows[0]?.reason ?? rows[0]?.status, ...tries.rows.map(({ said }) => said)]
  }
  const dueAt = async (messageId: string) =>
    (
      await at.owner.query<{ due: string }>(
        `select due_at as due from platform.due_fact where subject_id = $1`,
        [messageId],
      )
    ).rows[0]?.due
  return { carry, seen, dueAt }
}

function settingIn(at: At, { writing }: ReturnType<typeof writingIn>) {
  const setChannel = (channel: Channel, driver: Driver, priceMinor = 50) =>
    writing((tx) => {
      const { id } = at.town.tenant
      const sealed = seal(at.database.secret, { distributorId: id, channel }, 'the key')
      const way = { channel, enabled: true, priceMinor, driver, sealed }
      return upsertChannel(tx, id, { ...way, personId: at.town.ids.adminPerson })
    })
  const setSetting = (more: Partial<typeof DEFAULT_SETTING>) =>
    writing((tx) =>
      upsertSetting(tx, at.town.tenant.id, {
        ...DEFAULT_SETTING,
        ...more,
        personId: at.town.ids.adminPerson,
      }),
    )
  const addBrowser = (endpoint: string) => {
    const { p256dh, auth } = browser()
    const subscription = { id: randomUUID(), endpoint, p256dh, auth, userAgent: '' }
    return writing((tx) =>
      upsertSubscription(tx, at.town.tenant.id, { ...subscription, personId: at.town.ids.buyer }),
    )
  }

  return { setChannel, setSetting, addBrowser }
}

/** A gateway at an address, that sends receipts. */
export const gateway = (url: string, more: Partial<GatewayDriver> = {}): Driver => ({
  kind: 'http',
  url,
  method: 'POST',
  contentType: 'application/json',
  headers: [],
  body: '{"to":"{{phone}}","text":"{{text}}","key":"{{secret}}"}',
  idPointer: '/id',
  receipt: { idPointer: '/id', statusPointer: '/s', delivered: ['D'], read: ['R'], failed: ['F'] },
  ...more,
})
