import type { Row } from './load-queries.ts'
import type { DemoOutlet } from './people.ts'
import { seededId } from './random.ts'
import type { Ground } from './world.ts'

export const SELF_SERVICE = ['portal', 'chatbot', 'api']

type EventPlace = {
  id: string
  placedAt: string
  channel: string
  outlet: DemoOutlet
  fate: string
  cutOff: string
  day: string
}

/** The timeline of an order, as far as its fate goes. */
export function addEvents(ground: Ground, events: Row[], place: EventPlace): void {
  const { id, placedAt, channel, outlet, fate, cutOff, day } = place
  const own = SELF_SERVICE.includes(channel)
  const add = (kind: string, at: string, rest: Row) =>
    events.push({
      distributor_id: ground.distributorId,
      order_id: id,
      at,
      id: seededId(ground.seed, `${id} event`, kind, Date.parse(at)),
      kind,
      actor_id: null,
      channel: null,
      what: {},
      why: '',
      ...rest,
    })
  add('placed', placedAt, {
    actor_kind: own ? 'buyer' : 'staff',
    actor_name: own ? outlet.ownerName : 'Агент',
    channel,
  })
  const erp = { actor_kind: 'erp', actor_name: 'ERP' }
  if (fate === 'cancelled')
    add('cancelled', new Date(Date.parse(placedAt) + 3_600_000).toISOString(), erp)
  if (fate === 'placed' || fate === 'cancelled') return
  add('confirmed', cutOff, erp)
  if (fate === 'confirmed') return
  add('shipped', `${day}T06:00:00.000Z`, erp)
  if (fate !== 'shipped') add(fate, `${day}T12:30:00.000Z`, erp)
}
