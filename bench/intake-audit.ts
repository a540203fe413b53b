import type { Heard, Intake } from './intake.ts'
import { auditOrders, type OrderBreaches } from './order-audit.ts'
import { checkoutCount, placedRows, tellsTruth } from './placed-orders.ts'
import type { UnderTest } from './under-test.ts'

/** Checkouts by how they break "exactly once"; all 0. */
export type IntakeBreaches = {
  notPlacedOnce: number
  repliesDiffer: number
  repliesAreNotTheOrders: number
  otherBodyNotRefused: number
  failed: number
}
export type IntakeFound = IntakeBreaches & OrderBreaches & { doubledByNaive: number }

/** Compares what the clients heard with what the database holds, once the load is over. */
export async function auditIntake(
  query: UnderTest['query'],
  before: number,
  { heard, naiveIds }: Intake,
): Promise<IntakeFound> {
  const ids = [...heard.map(({ checkoutId }) => checkoutId), ...naiveIds]
  const byId = await placedRows(query, ids)
  const own = heard.filter(({ checkoutId }) => byId.has(checkoutId)).length
  const naive = naiveIds.filter((id) => byId.has(id)).length
  const intents = naiveIds.filter((id) => id.endsWith('0')).length
  const strangers = (await checkoutCount(query)) - before - own - naive
  return {
    notPlacedOnce: heard.length - own + Math.abs(strangers),
    repliesDiffer: count(heard, ({ replies }) => new Set(replies.map((r) => r.body)).size !== 1),
    repliesAreNotTheOrders: count(
      heard,
      (one) => !tellsTruth(one.replies[0], byId.get(one.checkoutId)),
    ),
    otherBodyNotRefused: count(heard, ({ reused }) => !isReused(reused)),
    failed: count(heard, ({ replies }) => replies.some(({ status }) => status !== 200)),
    ...(await auditOrders(query)),
    doubledByNaive: naive - intents,
  }
}

const count = (heard: Heard[], is: (one: Heard) => boolean) => heard.filter(is).length

const isReused = ({ status, body }: { status: number; body: string }) =>
  status === 422 && /"code":"checkout_reused"/.test(body)
