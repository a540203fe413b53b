import { type Db, prepared } from '../../../platform/db.ts'

export type StoryLadder = {
  step: string
  aside: string | null
  objection: string | null
  reached: Record<string, string>
  independentOrders: number
  accompaniedOrders: number
}

/** Where an outlet stands on the ladder, with the day of each step. */
export const ladderRow = async (
  db: Db,
  distributorId: string,
  outletId: string,
): Promise<StoryLadder | undefined> =>
  (
    await prepared<StoryLadder>(db, {
      name: 'story_ladder',
      text: `select step, aside, objection, reached, independent_orders as "independentOrders",
          accompanied_orders as "accompaniedOrders"
        from rollout.ladder where distributor_id = $1 and outlet_id = $2`,
      values: [distributorId, outletId],
    })
  )[0]

export type StoryView = { view: 'yes' | 'maybe' | 'no'; saidAt: string }

/** What who knows the shop thinks of it; undefined: nobody was asked. */
export const agentViewOf = async (
  db: Db,
  distributorId: string,
  outletId: string,
): Promise<StoryView | undefined> =>
  (
    await prepared<StoryView>(db, {
      name: 'agent_view_of',
      text: `select view, said_at as "saidAt" from rollout.agent_view
        where distributor_id = $1 and outlet_id = $2`,
      values: [distributorId, outletId],
    })
  )[0]

export type StoryContact = {
  id: string
  at: string
  endedAt: string
  kind: string
  place: string
  outcome: string
  objection: string | null
  note: string
  callBackAt: string | null
  byName: string
}

/** What was said with an outlet, the last first. */
export const storyContacts = (db: Db, distributorId: string, outletId: string, limit: number) =>
  prepared<StoryContact>(db, {
    name: 'story_contacts',
    text: `select id, started_at as at, ended_at as "endedAt", kind, place, outcome, objection, note,
        call_back_at as "callBackAt", by_name as "byName"
      from rollout.contact where distributor_id = $1 and outlet_id = $2
      order by started_at desc, id desc limit $3`,
    values: [distributorId, outletId, limit],
  })

export type StoryOrder = {
  id: string
  at: string
  number: string
  channel: string
  preparedBy: string
  totalMinor: number
  currency: string
  verdict: 'alone' | 'with_staff' | null
}

/** Its orders with the verdict on those it made itself, the last first. */
export const storyOrders = (db: Db, distributorId: string, outletId: string, limit: number) =>
  prepared<StoryOrder>(db, {
    name: 'story_orders',
    text: `select o.id, o.placed_at as at, o.number, o.channel, o.prepared_by as "preparedBy",
        o.total_minor as "totalMinor", o.currency, p.verdict
      from ordering.order o
      left join rollout.presence p on p.distributor_id = $1 and p.order_id = o.id
      where o.distributor_id = $1 and o.outlet_id = $2
        and o.status not in ('draft', 'cancelled', 'rejected')
      order by o.placed_at desc, o.id desc limit $3`,
    values: [distributorId, outletId, limit],
  })

export type StoryInvitation = {
  id: string
  at: string
  way: 'counter' | 'link' | 'message'
  madeName: string
  expiresAt: string
  openedAt: string | null
  signedInAt: string | null
  revokedAt: string | null
  channel: string | null
  message: string | null
}

/** Links that invited its people, the last first, with what became of the message that carried one. */
export const storyInvitations = (db: Db, distributorId: string, outletId: string, limit: number) =>
  prepared<StoryInvitation>(db, {
    name: 'story_invitations',
    text: `select i.id, i.made_at as at, i.way, i.made_name as "madeName",
        i.expires_at as "expiresAt", i.opened_at as "openedAt", i.signed_in_at as "signedInAt",
        i.revoked_at as "revokedAt", m.status as message, coalesce((select a.channel
          from messaging.attempt a where a.distributor_id = $1 and a.message_id = m.id
          order by a.claimed_at desc limit 1), i.leaves ->> 'channel') as channel
      from rollout.invitation i
      left join messaging.message m on m.distributor_id = $1
        and m.dedupe_key = 'invitation ' || i.id
      where i.distributor_id = $1 and i.outlet_id = $2
      order by i.made_at desc, i.id desc limit $3`,
    values: [distributorId, outletId, limit],
  })
