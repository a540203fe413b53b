import { setTimeout as wait } from 'node:timers/promises'
import { clusterCpu } from './cpu.ts'
import type { Figure } from './figure.ts'
import { drained } from './kills.ts'
import { repeatHistory } from './large-base.ts'
import { seeded, type UnderTest } from './under-test.ts'

const SEED = 7
/** Outlets of each base; the last is the bar's. */
const SIZES = [2_500, 5_000, 10_000]
const HALF_YEAR_DAYS = 182
const NIGHT_SECONDS_MAX = 300
/** An outlet of the largest base takes at most so many times what one of the smallest takes. */
const LINEAR_MAX = 1.3
const WAIT_SECONDS_MAX = 1_800

type Base = { under: UnderTest; distributorId: string; outlets: number }
type Pass = { seconds: number; databaseSeconds: number; recomputed: number }
type Measured = Record<'night' | 'quiet' | 'one' | 'everybody', Pass> & { outlets: number }

/**
 * The night of a distributor with a year of orders, after a day on which every fifth outlet was delivered
 * to: habits, fit, ladder, cues and windows follow, and readiness is judged anew. Then a night without any
 * news, and what follows from one delivery. The control recomputes everybody for that one.
 */
export async function run(): Promise<Figure> {
  const measured: Measured[] = []
  for (const outlets of SIZES) measured.push(await measure(outlets))
  const [least, most] = [measured.at(0), measured.at(-1)]
  if (!least || !most) throw new Error('nothing was measured')
  const each = ({ night, outlets }: Measured) => night.seconds / outlets
  const growth = Math.round((100 * each(most)) / each(least)) / 100
  const onlyChanged = ({ one }: Measured) => one.recomputed <= LISTS.length
  return {
    name: 'nightly-10k',
    value: most.night.seconds,
    unit: `s, the night of ${most.outlets} outlets with a year of orders`,
    bar: `≤ ${NIGHT_SECONDS_MAX}; of an outlet ≤ ${LINEAR_MAX} × the smallest base; only changed outlets`,
    ok:
      most.night.seconds <= NIGHT_SECONDS_MAX &&
      growth <= LINEAR_MAX &&
      measured.every(onlyChanged) &&
      !onlyChanged({ ...most, one: most.everybody }),
    control: { everybodyForOne: most.everybody, growth, measured },
    seed: SEED,
  }
}

async function measure(outlets: number): Promise<Measured> {
  const base = await yearOf(outlets)
  const { under } = base
  try {
    const worker = await under.startWorker()
    await settled(base)
    const night = await passOf(base, async () => {
      await deliver(base, Math.floor(outlets / 5))
      await settled(base)
      await nightComes(base)
    })
    const quiet = await passOf(base, () => nightComes(base))
    const one = await passOf(base, () => deliver(base, 1))
    const everybody = await passOf(base, () => importHistory(base))
    await worker.stop()
    return { outlets, night, quiet, one, everybody }
  } finally {
    await under.stop()
  }
}

async function yearOf(outlets: number): Promise<Base> {
  const under = await seeded({ outlets, seed: SEED, diskless: true })
  const [known] = await under.query<{ n: number }>(
    'select count(*)::int as n from ordering.order_line',
  )
  await repeatHistory(under, { lines: (known?.n ?? 0) * 1.5, daysBack: HALF_YEAR_DAYS })
  const [of] = await under.query<{ distributorId: string }>(
    'select distributor_id as "distributorId" from rollout.programme limit 1',
  )
  if (!of) throw new Error('the demo has no launch')
  await under.analyze()
  await countTaken(under)
  return { ...of, under, outlets }
}

/** Lists of outlets that wait to be counted anew; each is taken off when it is. */
const LISTS = ['goals.window_due', 'rollout.fit_due', 'rollout.readiness_due']

// Each outlet that is taken off such a list is one that is counted anew.
async function countTaken(under: UnderTest): Promise<void> {
  await under.query(
    `create sequence public.taken; select nextval('public.taken');
     create function public.count_taken() returns trigger language plpgsql security definer as
       $$ begin perform nextval('public.taken'); return null; end $$`,
  )
  for (const list of LISTS) {
    await under.query(
      `create trigger taken after delete on ${list} for each row
       execute function public.count_taken()`,
    )
  }
}

async function passOf(base: Base, comes: () => Promise<unknown>): Promise<Pass> {
  const { under } = base
  const recomputed = async () => {
    const [taken] = await under.query<{ n: number }>(
      'select last_value::int as n from public.taken',
    )
    return taken?.n ?? 0
  }
  const before = await recomputed()
  const cpu = clusterCpu(under.clusterFolder)
  const began = performance.now()
  await comes()
  await settled(base)
  const seconds = Math.round((performance.now() - began) / 100) / 10
  const databaseSeconds = Math.round(10 * (clusterCpu(under.clusterFolder) - cpu)) / 10
  return { seconds, databaseSeconds, recomputed: (await recomputed()) - before }
}

// Until nothing waits, nothing runs and nothing is due: what gathers is published half a second later.
async function settled({ under, distributorId }: Base): Promise<void> {
  const words = ['fact', 'due'].map((kind) => [distributorId, kind, null, null])
  await under.query(`select pg_notify('tandem', $1)`, [JSON.stringify(words)])
  while (true) {
    await drained(under, WAIT_SECONDS_MAX)
    const [due] = await under.query<{ n: number }>(
      'select count(*)::int as n from platform.due_fact where due_at <= platform.now()',
    )
    if (due?.n === 0) return
    await wait(100)
  }
}

/** The clock goes to the next night; what the night does is told. */
async function nightComes({ under, distributorId }: Base): Promise<void> {
  await under.query('update platform.clock set offset_seconds = offset_seconds + 86400')
  await under.query(
    `insert into platform.fact (distributor_id, id, type, body) select $1, gen_random_uuid(),
       'platform.upkeep_due', jsonb_build_object('type', 'platform.upkeep_due', 'distributorId', $1::uuid)`,
    [distributorId],
  )
}

/** The last order of so many outlets comes short; each is told by a fact, as any delivery is. */
const deliver = ({ under, distributorId }: Base, outlets: number) =>
  under.query(
    `with last as (
       select distinct on (o.outlet_id) o.id from ordering.order o
       where o.distributor_id = $1 and o.status in ('delivered', 'partly_delivered')
         and o.delivery_day > (platform.now() - interval '14 days')::date
       order by o.outlet_id, o.delivery_day desc, o.id),
     chosen as (select id from last order by md5(id::text) limit $2),
     came as (
       update ordering.order o set version = o.version + 1, status = 'partly_delivered',
         delivered_minor = coalesce(o.delivered_minor, o.total_minor) / 2
       from chosen where o.distributor_id = $1 and o.id = chosen.id
       returning o.id, o.outlet_id, o.version)
     insert into platform.fact (distributor_id, id, type, body)
     select $1, gen_random_uuid(), 'ordering.order_status_changed', jsonb_build_object('type',
       'ordering.order_status_changed', 'distributorId', $1::uuid, 'orderId', id,
       'outletId', outlet_id, 'version', version) from came`,
    [distributorId, outlets],
  )

const importHistory = ({ under, distributorId }: Base) =>
  under.query(
    `insert into platform.fact (distributor_id, id, type, body) select $1, gen_random_uuid(),
       'ordering.history_imported', jsonb_build_object('type', 'ordering.history_imported',
         'distributorId', $1::uuid, 'fromDay', (now() - interval '2 years')::date,
         'toDay', (now() + interval '7 days')::date)`,
    [distributorId],
  )
