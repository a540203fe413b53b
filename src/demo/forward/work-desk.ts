import { ASSUMED } from '../../modules/goals/forward/assumption-rules.ts'
import { chancesOf } from '../../modules/goals/forward/chance-rules.ts'
import { nextContacts, noteContact } from '../../modules/rollout/rollout.ts'
import { DEFAULT_MINUTES } from '../../modules/rollout/wave/wave-rules.ts'
import { type Pools, readTenant } from '../../platform/db.ts'
import type { Tenant } from '../../platform/serve.ts'
import { seededId } from '../random.ts'
import { memberAs } from './members.ts'

type Desk = {
  tenant: Tenant
  operator: { id: string; name: string } | null
  today: string
  /** The shop's first order, by its own hand; false: it had none to make. */
  teach(outletId: string): Promise<boolean>
}

const HOURS_A_DAY = 4
const OBJECTIONS = ['agent_is_enough', 'no_time', 'prices_differ', 'not_used_to', 'no_trust']

/** The operator works the desk's queue as it stands, as far as his hours carry; how many he spoke with. */
export async function workDesk(
  pools: Pools,
  { tenant, operator, today, teach }: Desk,
): Promise<number> {
  if (!operator || [0, 6].includes(new Date(today).getUTCDay())) return 0
  const member = memberAs(tenant, 'operator', operator, operator.id)
  const most = Math.floor((HOURS_A_DAY * 60) / DEFAULT_MINUTES.presentation)
  const queue = await readTenant(pools.app, tenant.id, (db) => nextContacts(db, member, most))
  const chance = chancesOf(1)
  let spoken = 0
  for (const { outletId, kind } of queue.outlets) {
    const name = `${outletId} ${today}`
    const outcome = outcomeOf(kind, (word) => chance(`${name} ${word}`))
    const minutes = outcome === 'no_answer' ? 1 : DEFAULT_MINUTES[kind]
    const startMs = Date.parse(queue.now) - minutes * 60_000
    const objection = OBJECTIONS[Math.floor(chance(`${name} why`) * OBJECTIONS.length)] ?? null
    const said = await noteContact(pools.app, member, {
      contactId: seededId(1, 'contact', name, startMs),
      ...{ outletId, kind, place: 'desk', outcome, note: '', callBackAt: null, script: null },
      objection: outcome === 'refused' ? objection : null,
      startedAt: new Date(startMs).toISOString(),
      endedAt: queue.now,
    })
    if (!said.ok) continue
    spoken += 1
    if (outcome === 'taught') await teach(outletId)
  }
  return spoken
}

function outcomeOf(kind: string, chance: (word: string) => number): string {
  if (chance('answers') >= ASSUMED.answers + ASSUMED.answersAtItsHour / 2) return 'no_answer'
  if (kind === 'first_order') return 'taught'
  if (kind === 'follow_up') return 'agreed'
  const { always, proclivity } = ASSUMED.agrees
  if (chance('agrees') < always + proclivity * chance('inclined')) return 'agreed'
  return chance('refuses') < ASSUMED.refusesOfTheRest ? 'refused' : 'no_answer'
}
