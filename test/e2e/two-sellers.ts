import { v7 as uuidv7 } from 'uuid'
import { insertRows } from '../../src/demo/load-queries.ts'
import { writeTenant } from '../../src/platform/db.ts'
import type { TestDatabase } from '../test-database.ts'
import type { Town } from '../town.ts'

/** From now on the bread of a town is sold by another entity than its milk. */
export async function sellBreadApart(database: TestDatabase, { tenant, ids }: Town) {
  const selling_entity_id = uuidv7()
  const owned = { distributor_id: tenant.id }
  await writeTenant(database.pools.app, tenant.id, async (tx) => {
    await insertRows(tx, 'accounts.selling_entity', [
      {
        ...owned,
        id: selling_entity_id,
        code: 'FP',
        name: 'ФОП Пекар',
        vat_payer: false,
        excise_licensed: false,
        rank: 2,
      },
    ])
    await insertRows(tx, 'accounts.contract', [
      {
        ...owned,
        id: uuidv7(),
        code: 'K9',
        selling_entity_id,
        payer_id: ids.payer,
        payment_form: 'cash',
        deferral_days: 0,
        credit_limit_minor: null,
        minimum_minor: 0,
        from_day: '2020-01-01',
      },
    ])
    await tx
      .updateTable('catalogue.product')
      .set({ selling_entity_id })
      .where('distributor_id', '=', tenant.id)
      .where('id', '=', ids.bread)
      .execute()
  })
}
