import type { Db } from '../../platform/db.ts'
import type { Language } from '../../platform/language.ts'
import type { Addressee } from './means.ts'
import {
  preferencesOf,
  seenOfPeople,
  theirBrowsers,
  theirContacts,
  topicsLeft,
} from './people-queries.ts'
import type { Subscription } from './person-queries.ts'
import { reachOf } from './reach-rules.ts'
import type { Driver, MessageSetting } from './setting-contract.ts'
import { type ChannelRow, channelsOf, settingOf } from './setting-queries.ts'
import type { Channel, Topic } from './words-rules.ts'

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
  /** What he wants to hear nothing of. */
  optOuts: Topic[]
}

/** Every channel each of these people can be reached by, in the distributor's order. */
export async function waysOf(
  db: Db,
  { demo }: { demo: boolean },
  asked: { distributorId: string; people: ReadonlyMap<string, Addressee> },
): Promise<(personId: string) => Ready> {
  const { distributorId, people } = asked
  const of = { distributorId, personIds: [...people.keys()] }
  const setting = await settingOf(db, distributorId)
  const { fallbackMinutes } = setting
  // One round trip, however many people.
  const [rows, contacts, browsers, seen, preferences, left] = await Promise.all([
    channelsOf(db, distributorId),
    theirContacts(db, of).then(byPerson),
    theirBrowsers(db, of).then(byPerson),
    seenOfPeople(db, { ...of, fallbackMinutes }).then(byPerson),
    preferencesOf(db, of).then(byPerson),
    topicsLeft(db, of).then(byPerson),
  ])
  return (personId) => {
    const [preference] = preferences(personId)
    const { language = null, quietFrom = null, quietUntil = null } = preference ?? {}
    const known = {
      ...{ person: people.get(personId) ?? null, contacts: contacts(personId) },
      ...{ browsers: browsers(personId), seen: seen(personId) },
    }
    const ways = setting.order.flatMap((channel) => {
      const row = rows.find((one) => one.channel === channel) ?? unset(channel, demo)
      return wayOf(row, known, demo)
    })
    const quiet = quietFrom && quietUntil ? { from: quietFrom, until: quietUntil } : null
    return { setting, ways, language, quiet, optOuts: left(personId).map(({ topic }) => topic) }
  }
}

/** Looks rows up by whose they are. */
export function byPerson<T extends { personId: string }>(rows: T[]): (personId: string) => T[] {
  const known = new Map<string, T[]>()
  for (const row of rows) {
    const theirs = known.get(row.personId)
    if (theirs) theirs.push(row)
    else known.set(row.personId, [row])
  }
  return (personId) => known.get(personId) ?? []
}

type Known = {
  person: Addressee
  contacts: { channel: Channel; address: string | null; off: boolean }[]
  browsers: Subscription[]
  seen: { channel: Channel; tried: number; reached: number }[]
}

function wayOf(row: ChannelRow, known: Known, demo: boolean): Way[] {
  const { channel, priceMinor, driver, sealed } = row
  const { person, browsers } = known
  const contact = known.contacts.find((one) => one.channel === channel)
  const address = addressOn(channel, { phone: person?.phone, contact, browsers })
  if (!row.enabled || contact?.off || !address) return []
  const seenHere = known.seen.find((one) => one.channel === channel)
  const reach = reachOf(channel, seenHere ?? { tried: 0, reached: 0 })
  const inDemo = demo && driver.kind === 'plain' && channel !== 'push' && channel !== 'operator'
  const told = { tellsDelivery: tellsDelivery(channel, driver), demo: inDemo }
  return [{ channel, priceMinor, driver, sealed, reach, address, browsers, ...told }]
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
