import { randomUUID } from 'node:crypto'
import { insertRows } from '../../src/demo/load-queries.ts'
import { invitationLink } from '../../src/modules/rollout/counter/invitations.ts'
import { writeTenant } from '../../src/platform/db.ts'
import type { TestDatabase } from '../test-database.ts'

type Asked = { distributorId: string; outletId: string; agentPerson: string; buyerPerson: string }

/** An agent stands at a counter, and its shop has a link that nobody came by. */
export async function standAtCounter(database: TestDatabase, asked: Asked) {
  const { distributorId, outletId, agentPerson, buyerPerson } = asked
  const [counterId, invitationId] = [randomUUID(), randomUUID()]
  const of = { distributor_id: distributorId, outlet_id: outletId }
  const made = { for_person: buyerPerson, made_by: agentPerson, made_name: 'Агент' }
  await writeTenant(database.pools.app, distributorId, async (tx) => {
    await insertRows(tx, 'rollout.counter_session', [
      { ...of, id: counterId, by_person: agentPerson },
    ])
    await insertRows(tx, 'rollout.invitation', [
      {
        ...{ ...of, ...made, id: invitationId, way: 'counter', session_id: counterId },
        expires_at: '2026-11-25T16:00:00Z',
      },
    ])
  })
  const link = invitationLink(
    { secret: database.secret, publicUrl: '' },
    { distributorId, invitationId },
  )
  return { counterId, invitation: link.split('/').at(-1) ?? '' }
}
