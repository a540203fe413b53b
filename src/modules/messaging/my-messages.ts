import { v7 as uuidv7 } from 'uuid'
import { type Db, type Pools, readTenant, transact } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok, refuse } from '../../platform/result.ts'
import type { Member } from '../../platform/serve.ts'
import { toldTo } from './log-queries.ts'
import { isSendable } from './outgoing.ts'
import {
  contactsOf,
  optOutsOf,
  preferenceOf,
  setOptOuts,
  subscriptionsOf,
  upsertContact,
  upsertPreference,
  upsertSubscription,
} from './person-queries.ts'
import { pushKeys } from './sealed.ts'
import { channelsOf, settingOf } from './setting-queries.ts'
import { CHANNELS, type Channel, type Topic } from './words-rules.ts'

type Options = { pools: Pools; secret: string; allowed: readonly string[] }

/** What a person may set here, and what he was told last. */
export const myMessages = ({ pools, secret }: Options, { tenant, personId }: Member) =>
  readTenant(pools.app, tenant.id, async (db) => {
    const setting = await settingOf(db, tenant.id)
    const preference = await preferenceOf(db, tenant.id, personId)
    const browsers = await subscriptionsOf(db, tenant.id, personId)
    const contacts = await contactsOf(db, tenant.id, personId)
    const mail = await isMailUsed(db, tenant.id, contacts)
    const asked =
      setting.order.includes('email') || !mail ? setting.order : [...setting.order, MAIL]
    const channels = asked.map((channel) => {
      const contact = contacts.find((one) => one.channel === channel)
      return { channel, address: contact?.address ?? null, off: contact?.off ?? false }
    })
    return ok({
      ...preference,
      theirQuiet: { from: setting.quietFrom, until: setting.quietUntil },
      optOuts: await optOutsOf(db, tenant.id, personId),
      channels,
      browsers: browsers.map(({ id, userAgent, since, endpoint }) => ({
        ...{ id, userAgent, since, endpoint },
      })),
      pushKey: pushKeys(secret).publicKey,
      messages: await toldTo(db, tenant.id, personId),
    })
  })

const MAIL = 'email' as const

// What is sent by mail alone goes by no order of channels; an address that is not shown would be lost.
async function isMailUsed(
  db: Db,
  distributorId: string,
  contacts: { channel: string }[],
): Promise<boolean> {
  if (contacts.some(({ channel }) => channel === MAIL)) return true
  const channels = await channelsOf(db, distributorId)
  return channels.some(({ channel, enabled }) => channel === MAIL && enabled)
}

type Wanted = {
  language: 'uk' | 'en' | 'ru' | null
  quietFrom: string | null
  quietUntil: string | null
  optOuts: Topic[]
  off: Channel[]
  email: string | null
}

/** Sets it. Quiet hours have both ends or none. */
export const setMyMessages = ({ pools }: Options, { tenant, personId }: Member, wanted: Wanted) =>
  transact(pools.app, tenant.id, async (tx) => {
    if ((wanted.quietFrom === null) !== (wanted.quietUntil === null))
      return refuse({ code: 'quiet_half' })
    await upsertPreference(tx, tenant.id, personId, wanted)
    await setOptOuts(tx, tenant.id, personId, wanted.optOuts)
    for (const channel of CHANNELS) {
      const address = channel === 'email' ? wanted.email : null
      const off = wanted.off.includes(channel)
      await upsertContact(tx, tenant.id, personId, { channel, address, off })
    }
    return ok({})
  })

type Browser = { endpoint: string; p256dh: string; auth: string; userAgent: string }

/** Keeps a browser that its person let show messages. */
export const addBrowser = (
  { pools, allowed }: Options,
  { tenant, personId }: Member,
  { endpoint, p256dh, auth, userAgent }: Browser,
) =>
  transact(pools.app, tenant.id, async (tx) => {
    if (!isSendable(endpoint, allowed)) return refuse({ code: 'address_not_allowed' })
    const known = await subscriptionsOf(tx, tenant.id, personId)
    const others = known.filter((one) => one.endpoint !== endpoint)
    if (others.length >= LIMITS.browsersMax) return refuse({ code: 'browsers_full' })
    const browser = { id: uuidv7(), personId, endpoint, p256dh, auth, userAgent }
    await upsertSubscription(tx, tenant.id, browser)
    return ok({})
  })
