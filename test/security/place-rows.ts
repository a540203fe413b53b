import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { insertRows, type Row } from '../../src/demo/load-queries.ts'
import { type Tx, writeTenant } from '../../src/platform/db.ts'
import { filePath } from '../../src/platform/file-queries.ts'
import type { TestDatabase } from '../test-database.ts'
import type { Town } from '../town.ts'

/** What only those of the whole tenant may see: another owner's outlet, and a former one. */
export const ELSEWHERE = 'ELSEWHERE-CANARY'

const at = '2026-01-01T00:00:00Z'
const day = '2020-01-01'

/** An outlet that the buyer bought for and the agent served until yesterday. */
export async function makeFormerOutlet(
  database: TestDatabase,
  { ids, tenant }: Town,
): Promise<string> {
  const id = uuidv7()
  const distributor_id = tenant.id
  const past = { from_day: '2020-01-01', to_day: '2020-06-01' }
  const since = '2020-01-01T00:00:00Z'
  const tables: [string, object][] = [
    [
      'outlets.outlet',
      {
        id,
        code: 'O9',
        name: `Former ${ELSEWHERE}`,
        address: '',
        city: '',
        outlet_type: 'shop',
        class: 'C',
        opened_at: since,
      },
    ],
    ['outlets.outlet_payer', { outlet_id: id, payer_id: ids.otherPayer, from_day: past.from_day }],
    [
      'outlets.outlet_territory',
      { outlet_id: id, team_id: ids.team, territory_id: ids.territory, ...past },
    ],
    [
      'outlets.buyer',
      {
        outlet_id: id,
        person_id: ids.buyer,
        name: 'B',
        phone: '+380500000000',
        position: 'owner',
        since,
        revoked_at: since,
      },
    ],
    [
      'outlets.buyer',
      {
        outlet_id: id,
        person_id: ids.otherBuyer,
        name: 'B',
        phone: '+380500000000',
        position: 'owner',
        since,
      },
    ],
    ['delivery.outlet_zone', { outlet_id: id, zone_id: ids.zone }],
  ]
  await writeTenant(database.pools.app, tenant.id, async (tx) => {
    for (const [table, row] of tables) await insertRows(tx, table, [{ distributor_id, ...row }])
    await sql`update outlets.outlet set name = ${`Another ${ELSEWHERE}`}
      where distributor_id = ${distributor_id} and id = ${ids.otherOutlet}`.execute(tx)
  })
  return id
}

export async function park(database: TestDatabase, { tenant }: Town): Promise<string> {
  const fact_id = uuidv7()
  const parked = { fact_id, reaction: 'countOrder', reason: `why ${tenant.code}`, tries: 10 }
  const parked_at = '2026-01-01T00:00:00Z'
  await writeTenant(database.pools.app, tenant.id, (tx) =>
    insertRows(tx, 'platform.parked_reaction', [
      { distributor_id: tenant.id, ...parked, parked_at },
    ]),
  )
  return fact_id
}

export async function makeRows(database: TestDatabase, town: Town, dataFolder: string) {
  const { tenant } = town
  const [run, file, upload, mend] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const distributor_id = tenant.id
  await writeTenant(database.pools.app, tenant.id, async (tx) => {
    await insertRows(tx, 'exchange.upload', [
      { distributor_id, id: upload, feed: 'commerceml', received_by: tenant.code, purged_at: at },
    ])
    await insertRows(tx, 'exchange.run', [
      {
        distributor_id,
        id: run,
        upload_id: upload,
        kind: 'catalogue',
        source: `${tenant.code}.xml`,
        status: 'done',
        dry_run: false,
        started_at: new Date().toISOString(),
        counts: {},
        started_by: 'ERP',
      },
    ])
    await insertRows(tx, 'exchange.oddity', [
      {
        distributor_id,
        run_id: run,
        row_no: 1,
        file: 'a',
        code: 'odd',
        detail: tenant.code,
        done: '',
        subject: null,
      },
      {
        ...{ distributor_id, run_id: run, row_no: 2, file: 'a', code: 'unknown_unit' },
        ...{ detail: tenant.code, done: '', subject: tenant.code },
      },
    ])
    await insertRows(tx, 'exchange.mend', [
      {
        ...{ distributor_id, id: mend, feed: 'commerceml', kind: 'unit', mended_by: tenant.code },
        ...{ external_id: `bag of ${tenant.code}`, field: '', value: 'кг', run_id: run, row_no: 2 },
        ...{ code: 'unknown_unit', said: tenant.code, shown: 'кг' },
      },
    ])
    await insertRows(tx, 'platform.file', [
      {
        distributor_id,
        id: file,
        media_type: 'image/svg+xml',
        bytes: 40,
        sha256: '\\x00',
        kept_at: at,
      },
    ])
  })
  const path = filePath(dataFolder, tenant.id, file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(
    path,
    `<svg xmlns="http://www.w3.org/2000/svg"><title>${tenant.code}</title></svg>`,
  )
  return { run, file, mend, fact: await park(database, town) }
}

/** Something of every kind that an outlet has, marked as whose it is. */
export async function makeRowsOfOutlet(
  tx: Tx,
  { ids, tenant }: Town,
  { outletId, mark }: { outletId: string; mark: string },
): Promise<{ proposal: string }> {
  const proposal = uuidv7()
  const outlet = { distributor_id: tenant.id, outlet_id: outletId }
  const contract_id = outletId === ids.outlet ? ids.contract : ids.otherContract
  const number = `${mark} ${outletId.slice(-4)}`
  const invoice = { contract_id, number, day, due_day: day, total_minor: 500, paid_minor: 0 }
  const promise = { contract_id, amount_minor: 5, pay_day: day, note: mark, promised_at: at }
  const by = { promised_by: ids.buyer, promised_by_name: mark, by_staff: false }
  const about = { kind: 'price_differs', subject_id: `${mark} x`, subject: mark, mender: 'prices' }
  const tables: [string, Row][] = [
    [
      'accounts.licence',
      {
        id: uuidv7(),
        kind: 'beer',
        number,
        from_day: day,
        to_day: day,
        told_at: at,
        told_by: mark,
      },
    ],
    ['accounts.invoice', { id: uuidv7(), ...invoice }],
    ['accounts.promise', { id: uuidv7(), ...promise, ...by }],
    [
      'habit.schedule_proposal',
      { id: proposal, weekdays: [1], share_bp: 9000, drops: 9, made_at: at },
    ],
    [
      'rollout.fit',
      { fit: false, lines: 1, lines_true: 0, differences: { price_differs: 1 }, checked_at: at },
    ],
    ['rollout.fit_difference', { ...about, portal: mark, truth: mark, weight_minor: 1, since: at }],
  ]
  for (const [table, row] of tables) await insertRows(tx, table, [{ ...outlet, ...row }])
  await makeCondition(tx, { ids, tenant }, outletId)
  return { proposal }
}

/** A discount that an outlet gets by hand again and again. */
export async function makeCondition(
  tx: Tx,
  { ids, tenant }: Pick<Town, 'ids' | 'tenant'>,
  outlet_id: string,
): Promise<string> {
  const id = uuidv7()
  const contract_id = outlet_id === ids.outlet ? ids.contract : ids.otherContract
  const of = { outlet_id, contract_id, product_id: ids.milk, unit_code: id.slice(-12) }
  await insertRows(tx, 'ordering.hand_proposal', [
    { distributor_id: tenant.id, id, ...of, percent_bp: 300, times: 3, proposed_at: at },
  ])
  return id
}

/** A proposal that some outlets may be one place. */
export async function makeMatch(tx: Tx, { tenant }: Town, outlet_ids: string[]): Promise<string> {
  const id = uuidv7()
  const match = { kind: 'same_place', subject: id, name: '', score: 9 }
  await insertRows(tx, 'rollout.match_proposal', [
    { distributor_id: tenant.id, id, ...match, outlet_ids, reasons: ['phone'], made_at: at },
  ])
  return id
}

/** A return that a shop asked for, of an order of the visible outlet. */
export async function makeReturn(
  tx: Tx,
  { ids, tenant }: Town,
  { orderId, mark }: { orderId: string; mark: string },
): Promise<string> {
  const id = uuidv7()
  const of = { outlet_id: ids.outlet, order_id: orderId, day, channel: 'portal', note: mark }
  const sums = { net_minor: 0, vat_minor: 0, total_minor: 0 }
  const asked = { status: 'asked', asked_at: at, asked_by_name: mark, decided_by_name: '', why: '' }
  await insertRows(tx, 'ordering.return_document', [
    { distributor_id: tenant.id, id, number: id, imported: false, ...of, ...sums, ...asked },
  ])
  return id
}

let days = 0

/** A day of 2030 that a zone, or everybody, has as an exception. */
export async function makeDay(
  tx: Tx,
  { ids, tenant }: Town,
  table: 'delivery.zone_exception' | 'delivery.holiday',
): Promise<string> {
  days += 1
  const at2030 = new Date(Date.UTC(2030, 0, days % 3_000)).toISOString().slice(0, 10)
  const of =
    table === 'delivery.holiday'
      ? { name: tenant.code }
      : { zone_id: ids.zone, kind: 'closed', reason: tenant.code }
  await insertRows(tx, table, [{ distributor_id: tenant.id, day: at2030, ...of }])
  return at2030
}

/** Files of an ERP or a table, not on the disk any more, and the dry run that read them. */
export async function makeUpload(tx: Tx, { tenant }: Town, { table } = { table: false }) {
  const [upload, run] = [uuidv7(), uuidv7()]
  const of = { distributor_id: tenant.id, upload_id: upload }
  await insertRows(tx, 'exchange.upload', [
    {
      distributor_id: tenant.id,
      id: upload,
      feed: table ? 'table' : 'commerceml',
      received_by: tenant.code,
    },
  ])
  await insertRows(tx, 'exchange.upload_file', [{ ...of, no: 1, name: tenant.code, bytes: 1 }])
  const read = {
    kind: table ? 'table' : 'catalogue',
    form: table ? TABLE_FORM : null,
    source: tenant.code,
    status: 'done',
    dry_run: true,
    started_at: new Date().toISOString(),
  }
  await insertRows(tx, 'exchange.run', [{ ...of, ...read, id: run, started_by: tenant.code }])
  return { upload, run }
}

/** How a table of stock is read: enough of it to be checked. */
const TABLE_FORM = {
  ...{ kind: 'stock', header: 1, numbers: 'auto', dates: 'dmy', vatIncluded: true },
  columns: { product: 'Код', quantity: 'Залишок' },
  constants: {},
}

/** What asks for a dry run of such a table, anew each time. */
export const tableCheck = () => ({ runId: uuidv7(), form: TABLE_FORM })
