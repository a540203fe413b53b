import { randomBytes } from 'node:crypto'
import { UNKNOWN } from '../../../platform/call.ts'
import { type Pools, readTenant, type Tx } from '../../../platform/db.ts'
import { tellAfterCommit } from '../../../platform/facts.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { type Member, transactAs } from '../../../platform/serve.ts'
import {
  issueMachineKey,
  machineKeys,
  revokeFeedKeys,
  revokeMachineKey,
} from '../../identity/identity.ts'
import {
  clockOf,
  closeFeed as closeFeedRow,
  countFeeds,
  type FeedRow,
  type HeldFeed,
  holdFeed,
  insertFeed,
  openFeedKind,
  openFeeds,
  updateFeed,
} from './feed-queries.ts'
import { expectFeed } from './note-came.ts'
import { dueAfter } from './rhythm-rules.ts'

/** The open feeds with their keys. */
export async function seeFeeds(pools: Pools, member: Member) {
  const distributorId = member.tenant.id
  const keys = await machineKeys(pools, distributorId)
  const feeds = await readTenant(pools.app, distributorId, (db) => openFeeds(db, distributorId))
  const known = new Set(feeds.map(({ id }) => id))
  const shown = keys.map(({ feedId, ...key }) => ({ feedId, key }))
  const of = (id: string) => shown.filter(({ feedId }) => feedId === id).map(({ key }) => key)
  const others = shown.filter(
    ({ feedId, key }) => !feedId || (!known.has(feedId) && !key.revokedAt),
  )
  return ok({
    feeds: feeds.map((feed) => ({ ...feed, keys: of(feed.id) })),
    otherKeys: others.map(({ key }) => key),
  })
}

type Said = { feedId: string } & Pick<
  FeedRow,
  'name' | 'kind' | 'tableKind' | 'rhythm' | 'toleranceMinutes'
>

/** Makes a feed or changes it; with a new rhythm it is expected from now on. */
export const putFeed = (pools: Pools, member: Member, { feedId: id, ...said }: Said) =>
  transactAs(pools.app, member, async (tx) => {
    const distributorId = member.tenant.id
    const known = await holdFeed(tx, distributorId, id)
    if (known && (known.closed || known.kind !== said.kind)) return refuse(UNKNOWN)
    if (!known && (await countFeeds(tx, distributorId)) >= LIMITS.feedsMax) return refuse(TOO_MANY)
    await keepFeed(tx, distributorId, { known, id, ...said })
    tellAfterCommit(tx, distributorId, { kind: 'feed', id })
    return ok({})
  })

/** Writes a feed and waits for it from now on; a known one that promises the same waits as before. */
export async function keepFeed(
  tx: Tx,
  distributorId: string,
  { known, ...said }: Omit<Said, 'feedId'> & { id: string; known?: HeldFeed | undefined },
): Promise<void> {
  const { now, timeZone } = known ?? (await clockOf(tx, distributorId))
  const dueAt = promisedBy(said, { at: now, timeZone })
  const tableKind = said.kind === 'table' ? said.tableKind : null
  const anew = !known || isOther(known, said)
  const put = known ? updateFeed : insertFeed
  await put(tx, { distributorId, ...said, tableKind, dueAt, anew })
  if (anew) await expectFeed(tx, { distributorId, id: said.id, dueAt })
}

const TOO_MANY = { code: 'too_many_feeds' } as const

type Promised = Pick<Said, 'rhythm' | 'toleranceMinutes'>

const promisedBy = (
  { rhythm, toleranceMinutes }: Promised,
  { at, timeZone }: { at: string; timeZone: string },
) => rhythm && dueAfter({ rhythm, toleranceMinutes, timeZone }, { at, came: false })

const isOther = (a: Promised, b: Promised) => promised(a) !== promised(b)
const promised = ({ rhythm, toleranceMinutes }: Promised) =>
  JSON.stringify([
    toleranceMinutes,
    rhythm?.every === 'hours' ? rhythm.hours : [rhythm?.weekdays, rhythm?.times],
  ])

/** Closes a feed; its keys are revoked first, so that none outlives it. */
export async function closeFeed(pools: Pools, member: Member, { feedId }: { feedId: string }) {
  const distributorId = member.tenant.id
  const kind = await kindOf(pools, distributorId, feedId)
  if (!kind) return refuse(UNKNOWN)
  await revokeFeedKeys(pools, { distributorId, feedId })
  return transactAs(pools.app, member, async (tx) => {
    if (!(await closeFeedRow(tx, distributorId, feedId))) return refuse(UNKNOWN)
    tellAfterCommit(tx, distributorId, { kind: 'feed', id: feedId })
    return ok({})
  })
}

/** Issues a key of a feed; its secret leaves this call and is kept nowhere. */
export async function makeKey(
  pools: Pools,
  member: Member,
  { feedId, keyId }: { feedId: string; keyId: string },
) {
  const { id: distributorId, code } = member.tenant
  if ((await kindOf(pools, distributorId, feedId)) !== 'erp') return refuse(UNKNOWN)
  const login = `${code}-${randomBytes(4).toString('hex')}`
  const secret = randomBytes(24).toString('base64url')
  const key = { id: keyId, distributorId, feedId, login, secret }
  const issued = await issueMachineKey(pools, member, key)
  return issued.ok ? ok({ login, secret }) : issued
}

/** Revokes a key at once. */
export const revokeKey = (pools: Pools, member: Member, { keyId }: { keyId: string }) =>
  revokeMachineKey(pools, member, keyId)

const kindOf = (pools: Pools, distributorId: string, feedId: string) =>
  readTenant(pools.app, distributorId, (db) => openFeedKind(db, distributorId, feedId))
