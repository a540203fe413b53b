import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { insertRows } from '../../src/demo/load-queries.ts'
import type { Tx } from '../../src/platform/db.ts'
import type { Town } from '../town.ts'
import type { Sample } from './samples.ts'

const nothing: Sample = { request: () => ({}) }
const P256DH = 'B'.padEnd(87, 'A')
const AUTH = 'A'.repeat(22)

/** A request for every call about messages. */
export const messagingSamples: Record<string, Sample> = {
  'messaging.mine': nothing,
  'messaging.setMine': {
    request: () => ({
      language: 'uk',
      quietFrom: '22:00',
      quietUntil: '07:00',
      optOuts: ['news'],
      off: ['email'],
      email: 'shop@example.com',
    }),
  },
  'messaging.addBrowser': {
    request: () => ({
      endpoint: 'https://push.example/wake',
      p256dh: P256DH,
      auth: AUTH,
      userAgent: 'A browser',
    }),
  },
  'messaging.dropBrowser': {
    request: async (place, sender) => ({ browserId: await place.newBrowser(sender.personId) }),
    ids: { browserId: 'browser' },
  },
  'messaging.log': {
    request: () => ({ limit: 200 }),
    ids: { personId: 'person', outletId: 'outlet' },
  },
  'messaging.reach': nothing,
  'messaging.setting': nothing,
  'messaging.setSetting': {
    request: () => ({
      quietFrom: '21:00',
      quietUntil: '08:00',
      perDayMax: 3,
      perTopicMax: 2,
      order: ['push', 'sms'],
      fallbackMinutes: 60,
      reachPercentMin: 40,
    }),
  },
  'messaging.setChannel': {
    request: () => ({
      channel: 'operator',
      enabled: true,
      priceMinor: 1000,
      driver: { kind: 'plain' },
    }),
  },
  'messaging.test': { request: () => ({ testId: randomUUID(), channel: 'operator' }) },
  'messaging.say': {
    request: async (place) => ({ messageId: await place.newMessage() }),
    ids: { messageId: 'message' },
  },
}

/** A browser of a person. */
export async function makeBrowser(tx: Tx, { tenant }: Town, personId: string): Promise<string> {
  const id = uuidv7()
  const own = {
    id,
    person_id: personId,
    endpoint: `https://push.example/${id}`,
    user_agent: tenant.code,
  }
  const keys = { p256dh: P256DH, auth: AUTH, since: '2026-01-01T00:00:00Z' }
  await insertRows(tx, 'messaging.subscription', [{ distributor_id: tenant.id, ...own, ...keys }])
  return id
}

/** A message to the buyer that waits for an operator to say it. */
export async function makeMessage(tx: Tx, { tenant, ids }: Town): Promise<string> {
  const id = uuidv7()
  const person = { distributor_id: tenant.id, person_id: ids.buyer }
  const at = '2026-01-01T00:00:00Z'
  await insertRows(tx, 'messaging.message', [
    {
      ...{ ...person, id, topic: 'reminder', outlet_id: ids.outlet, template: 'test' },
      ...{ said: {}, link: '/shop/', not_before: at, dedupe_key: id, cost_center: 'habit' },
      ...{ status: 'sent', told_at: at, sent_at: at },
    },
  ])
  await insertRows(tx, 'messaging.attempt', [
    {
      ...{ ...person, message_id: id, channel: 'operator', status: 'sent', tries: 1 },
      ...{ title: `Said ${tenant.code}`, body: '', language: 'uk', price_minor: 0 },
      ...{ tells_delivery: true, demo: false, claimed_at: at },
    },
  ])
  return id
}
