import { drained } from './kills.ts'
import { seeded, type UnderTest } from './under-test.ts'

export type LargeBase = { under: UnderTest; distributorId: string; code: string; lines: number }

/** A demo distributor of at least so many order lines, half a year of them, everything of it counted. */
export async function largeBase(asked: { lines: number; seed: number }): Promise<LargeBase> {
  const outlets = Math.ceil(asked.lines / LINES_AN_OUTLET)
  const under = await seeded({ outlets, seed: asked.seed, diskless: true })
  const worker = await under.startWorker()
  await drained(under, 1_200)
  await worker.stop()
  await under.analyze()
  const [of] = await under.query<{ distributorId: string; code: string; lines: number }>(
    `select t.id as "distributorId", t.code, (select count(*)::int from ordering.order_line l
       where l.distributor_id = t.id) as lines
     from identity.tenant t where exists (select 1 from rollout.programme p
       where p.distributor_id = t.id) limit 1`,
  )
  if (!of) throw new Error('the demo has no launch')
  return { under, ...of }
}

// Of the demo world: 26 weeks, about two deliveries a week and eleven lines each.
const LINES_AN_OUTLET = 560
