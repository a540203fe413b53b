import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { makeRandom } from '../src/demo/random.ts'
import { countingGateway } from './counting-gateway.ts'
import type { Figure } from './figure.ts'
import { drained } from './kills.ts'
import { makeRemindedOutlets, type Reminded, stepComes, tellByGateway } from './reminded-outlets.ts'
import { seeded, type UnderTest } from './under-test.ts'

const SEED = 7
const OUTLETS = 20_000
/** So often a worker is killed while reminders leave, and as often while the clock goes forth and back. */
const KILLS = 8
/** The first of these come while reminders are planned. */
const KILLS_AT_FIRST = 3
const SENDING_MS_MAX = 120_000
/** Jobs of a worker, and messages that each of them sends at once: whose sending a kill may cut off. */
const CUT_OFF_MAX = 2 * KILLS * 4 * 8

/**
 * A step before a cut-off comes for 20 000 outlets, told of again and again while two workers are killed in
 * turns, while they plan and while they send; then the clock is set forth and back over the step's end, too.
 * Each outlet is reminded once, or, when its lot says so, not at all, and what is said leaves once for the
 * gateway, which counts. The control asks who was not reminded yet, then writes, without the key.
 */
export async function run(): Promise<Figure> {
  const under = await seeded({ outlets: 60, seed: SEED })
  try {
    const reminded = await makeRemindedOutlets(under, OUTLETS)
    const gateway = await countingGateway()
    under.env.TANDEM_PRIVATE_PLACES = gateway.place
    await tellByGateway(under, reminded, gateway.url)
    const began = performance.now()
    const kills = await remindUnderKills(under, reminded, gateway.taken)
    await drained(under, 900)
    const seconds = Math.round((performance.now() - began) / 100) / 10
    await gateway.stop()
    const told = { ...(await auditReminders(under, reminded)), leftTwice: gateway.twice() }
    const said = await auditLeaving(under, gateway.taken)
    const naive = await remindNaively(under, reminded)
    const value =
      told.missing + told.doubled + told.messagesDoubled + told.stuck + told.leftTwice + said.lost
    return {
      name: 'reminders-once',
      value,
      unit: 'outlets not reminded, reminded twice, messages doubled, left twice or lost, jobs stuck',
      bar: '0',
      ok:
        value === 0 &&
        naive.doubled > 0 &&
        kills === 2 * KILLS &&
        said.left > 0 &&
        said.cutOff <= CUT_OFF_MAX,
      control: { withoutKey: naive, outlets: OUTLETS, kills, seconds, ...told, ...said },
      seed: SEED,
    }
  } finally {
    await under.stop()
  }
}

async function remindUnderKills(
  under: UnderTest,
  reminded: Reminded,
  taken: ReadonlyMap<string, number>,
): Promise<number> {
  const random = makeRandom(`${SEED} reminders`)
  const workers = [await under.startWorker(), await under.startWorker()]
  let kills = 0
  for (; kills < KILLS; kills += 1) {
    await stepComes(under, reminded, 3)
    if (kills < KILLS_AT_FIRST) await wait(random.between(50, 900))
    else await hasTaken(taken, ((kills + 1) * reminded.outlets) / (2 * KILLS))
    await workers[kills % 2]?.kill()
    workers[kills % 2] = await under.startWorker()
  }
  for (; kills < 2 * KILLS; kills += 1) {
    await stepComes(under, reminded, 3)
    await wait(random.between(50, 900))
    await workers[kills % 2]?.kill()
    // Over the end of the step, when nobody is to be told any more, and back.
    await setOffset(under, kills % 2 === 0 ? 2 * 3_600 : 0)
    workers[kills % 2] = await under.startWorker()
  }
  await setOffset(under, 0)
  await stepComes(under, reminded, 2)
  return kills
}

// So much has left that the next kill comes in the middle of sending.
async function hasTaken(taken: ReadonlyMap<string, number>, messages: number): Promise<void> {
  const deadline = performance.now() + SENDING_MS_MAX
  while (taken.size < messages && performance.now() < deadline) await wait(5)
}

const setOffset = (under: UnderTest, seconds: number) =>
  under.query('update platform.clock set offset_seconds = $1', [seconds])

async function auditReminders(under: UnderTest, { distributorId, cutOffAt, outlets }: Reminded) {
  const [told] = await under.query<Record<'reminded' | 'doubled' | 'heldOut' | 'messages', number>>(
    `with mine as (select r.* from rollout.reminder r join outlets.outlet o
        on o.distributor_id = r.distributor_id and o.id = r.outlet_id and o.code like 'R%'
        where r.distributor_id = $1 and r.cut_off_at = $2 and r.step = '2h')
     select count(distinct outlet_id)::int as reminded,
       (count(*) - count(distinct outlet_id))::int as doubled,
       (count(*) filter (where held_out))::int as "heldOut",
       (select count(*)::int from messaging.message m join mine on mine.message_id = m.id) as messages
     from mine`,
    [distributorId, cutOffAt],
  )
  const [messages] = await under.query<{ doubled: number; all: number }>(
    `select (count(*) - count(distinct m.outlet_id))::int as doubled, count(*)::int as all
     from messaging.message m join outlets.outlet o on o.distributor_id = m.distributor_id
       and o.id = m.outlet_id and o.code like 'R%' where m.template = 'reminder_2h'`,
  )
  const [jobs] = await under.query<{ n: number }>(
    'select count(*)::int as n from graphile_worker._private_jobs',
  )
  const { reminded = 0, doubled = 0, heldOut = 0 } = told ?? {}
  return {
    ...{ missing: outlets - reminded, doubled, heldOut, messagesDoubled: messages?.doubled ?? 0 },
    ...{ messages: messages?.all ?? 0, stuck: jobs?.n ?? 0 },
  }
}

/**
 * What became of each message: it left for the gateway, its time was over when its turn came, or its
 * sending was cut off by a kill. Else it is lost.
 */
async function auditLeaving(under: UnderTest, taken: ReadonlyMap<string, number>) {
  const ids = [...taken.keys()]
  const [said] = await under.query<Record<'left' | 'over' | 'cutOff' | 'lost', number>>(
    `with of as (
       select case when m.id = any($1::uuid[]) and m.status = 'sent' then 'left'
         when m.status = 'suppressed' and m.reason = 'expired' then 'over'
         when a.status in ('claimed', 'unknown') then 'cutOff' else 'lost' end as what
       from messaging.message m join outlets.outlet o on o.distributor_id = m.distributor_id
         and o.id = m.outlet_id and o.code like 'R%'
       left join messaging.attempt a on a.distributor_id = m.distributor_id and a.message_id = m.id
       where m.template = 'reminder_2h')
     select (count(*) filter (where what = 'left'))::int as left,
       (count(*) filter (where what = 'over'))::int as over,
       (count(*) filter (where what = 'cutOff'))::int as "cutOff",
       (count(*) filter (where what = 'lost'))::int as lost from of`,
    [ids],
  )
  return said ?? { left: 0, over: 0, cutOff: 0, lost: 0 }
}

/** Two programs that each look who is not reminded yet, and then write, on a table without the key. */
async function remindNaively(under: UnderTest, { distributorId, outlets }: Reminded) {
  await under.query('create table public.naive_reminder (outlet_id uuid)')
  const clients = [under.ownerUrl, under.ownerUrl].map(
    (connectionString) => new pg.Client({ connectionString }),
  )
  await Promise.all(clients.map((client) => client.connect()))
  await Promise.all(
    clients.map((client) =>
      client.query(
        `insert into public.naive_reminder select o.id from outlets.outlet o
         where o.distributor_id = $1 and o.code like 'R%' and not exists (
           select 1 from public.naive_reminder r where r.outlet_id = o.id)`,
        [distributorId],
      ),
    ),
  )
  await Promise.all(clients.map((client) => client.end()))
  const [told] = await under.query<{ n: number }>(
    'select (count(*) - count(distinct outlet_id))::int as n from public.naive_reminder',
  )
  return { doubled: told?.n ?? 0, of: outlets }
}
