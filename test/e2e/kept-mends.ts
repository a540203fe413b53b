import { insertRows } from '../../src/demo/load-queries.ts'
import { writeTenant } from '../../src/platform/db.ts'
import type { TestDatabase } from '../test-database.ts'

const NO_LIST = '00000000-0000-7000-8000-000000000000'

/** What people said of a unit and of a price; neither was needed since. */
export async function makeMends({ pools }: TestDatabase, distributorId: string) {
  const of = { distributor_id: distributorId, feed: 'commerceml', mended_by: 'Олена Адмін' }
  const unit = { kind: 'unit', external_id: 'міх', field: '', value: 'кг', code: 'unknown_unit' }
  const price = { kind: 'item', external_id: '001229', value: '1255000', code: 'zero_price' }
  await writeTenant(pools.app, distributorId, (tx) =>
    insertRows(tx, 'exchange.mend', [
      { ...of, ...unit, said: 'міх', shown: 'кг', mended_at: '2026-11-20T09:00:00Z' },
      {
        ...of,
        ...price,
        ...{ field: `price of ${NO_LIST}`, said: '0', shown: 'Роздріб: 125,50' },
        mended_at: '2026-11-21T09:00:00Z',
      },
    ]),
  )
}
