import type { Db } from '../../platform/db.ts'
import type { Language } from '../../platform/language.ts'
import type { Addressee } from './means.ts'
import {
  contactsOf,
  preferenceOf,
  type Subscription,
  seenOf,
  subscriptionsOf,
} from './person-queries.ts'
import { reachOf } from './reach-rules.ts'
import type { Driver, MessageSetting } from './setting-contract.ts'
import { type ChannelRow, channelsOf, settingOf } from './setting-queries.ts'
import type { Channel } from './words-rules.ts'

/** A channel by which a person can be reached now. */
export type Way = {
  channel: Channel
  priceMinor: number
  reach: number
  /** A phone or an e-mail address; of a push the browsers. */
  address: string
  browsers: Subscription[]
  driver: Driver
  sealed: Buffer | null
  tellsDelivery: boolean
  /** Ends in the outbox: nothing leaves. */
  demo: boolean
}
/** What a person can be told by, how he wants it, and what the distributor set. */
export type Ready = {
  setting: MessageSetting
  ways: Way[]
  language: Language | null
  quiet: { from: string; until: string } | null
}

/** Every channel a person can be reached by, in the distributor's order. */
export async function waysOf(
  db: Db,
  { demo }: { demo: boolean },
  asked: { distributorId: string; personId: string; person: Addressee },
): Promise<Ready> {
  const { distributorId, personId, person } = asked
  const setting = await settingOf(db, distributorId)
  const { fallbackMinutes } = setting
  const rows = await channelsOf(db, distributorId)
  const contacts = await contactsOf(db, distributorId, personId)
  const browsers = await subscriptionsOf(db, distributorId, personId)
  const seen = await seenOf(db, { distributorId, personId, fallbackMinutes })
  const preference = await preferenceOf(db, distributorId, personId)
  const { language, quietFrom, quietUntil } = preference
  const ways = setting.order.flatMap((channel) => {
    const row = rows.find((one) => one.channel === channel) ?? unset(channel, demo)
    const contact = contacts.find((one) => one.channel === channel)
    const address = addressOn(channel, { phone: person?.phone, contact, browsers })
    if (!row.enabled || contact?.off || !address) return []
    const seenHere = seen.find((one) => one.channel === channel) ?? { tried: 0, reached: 0 }
    const { priceMinor, driver, sealed } = row
    const reach = reachOf(channel, seenHere)
    const inDemo = demo && driver.kind === 'plain' && channel !== 'push' && channel !== 'operator'
    const told = { tellsDelivery: tellsDelivery(channel, driver), demo: inDemo }
    return [{ channel, priceMinor, driver, sealed, reach, address, browsers, ...told }]
  })
  const quiet = quietFrom && quietUntil ? { from: quietFrom, until: quietUntil } : null
  return { setting, ways, language, quiet }
}

// A person's minutes: dearer than any channel until the distributor says how dear.
const CALL_PRICE_MINOR = 2_000

/** A channel that nobody set: a browser and an operator need no driver, the others have none yet. */
export const unset = (channel: Channel, demo: boolean): ChannelRow => ({
  channel,
  enabled: demo || channel === 'push' || channel === 'operator',
  priceMinor: channel === 'operator' ? CALL_PRICE_MINOR : 0,
  driver: { kind: 'plain' },
  sealed: null,
})

function addressOn(
  channel: Channel,
  of: {
    phone: string | undefined
    contact: { address: string | null } | undefined
    browsers: readonly Subscription[]
  },
): string {
  if (channel === 'push') return of.browsers.length > 0 ? 'browsers' : ''
  if (channel === 'email') return of.contact?.address ?? ''
  return of.phone ?? ''
}

// Browsers tell themselves, the operator says so; a gateway when it sends receipts. Mail tells nothing.
const tellsDelivery = (channel: Channel, driver: Driver): boolean =>
  channel === 'push' ||
  channel === 'operator' ||
  (driver.kind === 'http' && driver.receipt !== null)
