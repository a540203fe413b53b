import { bulkId } from '../../../platform/stage-queries.ts'
import { putContractTable } from '../../accounts/accounts.ts'
import { putProductTable } from '../../catalogue/catalogue.ts'
import { putZoneTable } from '../../delivery/delivery.ts'
import { putPlanTable } from '../../field/field.ts'
import { putOutletTable, putPayerTable, putServedTable } from '../../outlets/outlets.ts'
import { putPriceTable, putSignatureTable } from '../../pricing/pricing.ts'
import { putStockTable } from '../../stock/stock.ts'
import { fieldsOf, homeless, laid, of, put, told } from './lay-records.ts'
import type { Kind } from './mapping.ts'
import { layBalances, layInvoices } from './put-debts.ts'
import { putHistory } from './put-history.ts'
import type { TableRecord } from './read-records.ts'
import type { Ground, Put } from './table-ground.ts'

const PUT: Record<Kind, (ground: Ground) => Promise<Put>> = {
  products: putProducts,
  outlets: putOutlets,
  payers: putPayers,
  contracts: putContracts,
  prices: putPrices,
  stock: putStock,
  'order-lines': putHistory,
  plans: putPlans,
  balances: layBalances,
  invoices: layInvoices,
}

/** Lays the records of a table over the base, in the caller's transaction. */
export const putTable = (ground: Ground): Promise<Put> => PUT[ground.mapping.kind](ground)

async function putProducts({ tx, distributorId, mapping, records }: Ground): Promise<Put> {
  const fields = fieldsOf(mapping)
  const rows = laid(records(), (r) => ({
    line: r.line,
    id: bulkId(),
    code: of(r, 'code'),
    article: of(r, 'article'),
    name: of(r, 'name'),
    name_en: of(r, 'nameEn'),
    name_ru: of(r, 'nameRu'),
    category: of(r, 'category'),
    brand: of(r, 'brand'),
    manufacturer: of(r, 'manufacturer'),
    team: of(r, 'team'),
    vat_bp: of(r, 'vat'),
    unit: of(r, 'unit'),
    pack: of(r, 'pack'),
    pack_milli: of(r, 'packSize'),
    minimum_milli: of(r, 'minimum'),
    multiple_milli: of(r, 'multiple'),
    barcodes: of(r, 'barcode'),
    pack_barcodes: of(r, 'packBarcode'),
    // Thousandths of a kilogram are grams.
    weight_grams: of(r, 'weight'),
    shelf_life_days: of(r, 'shelfLife') || null,
    launch_day: of(r, 'launchDay'),
    published: of(r, 'published') ?? (mapping.settings.publish ? null : false),
  }))
  return put(await putProductTable(tx, distributorId, { rows, fields }))
}

async function putOutlets(ground: Ground): Promise<Put> {
  const { tx, distributorId, mapping, records } = ground
  const fields = fieldsOf(mapping)
  const rows = laid(records(), (r) => ({
    line: r.line,
    id: bulkId(),
    code: of(r, 'code'),
    name: of(r, 'name'),
    address: of(r, 'address'),
    city: of(r, 'city'),
    latitude: of(r, 'latitude'),
    longitude: of(r, 'longitude'),
    outlet_type: of(r, 'type'),
    class: of(r, 'class'),
    price_zone: of(r, 'priceZone'),
    gln: of(r, 'gln'),
    owner: of(r, 'owner'),
    closed: of(r, 'closed'),
  }))
  const outlets = await putOutletTable(tx, distributorId, { rows, fields })
  const zones = await putZones(ground, fields)
  const served = await putServed(ground)
  const alsoWritten = outlets.alsoWritten + zones.written + served
  return put({ ...outlets, alsoWritten }, told(zones.zonesMade, 'unknown_zone'))
}

async function putZones({ tx, distributorId, records }: Ground, fields: string[]) {
  if (!fields.includes('zone') && !fields.includes('weekdays')) return { written: 0, zonesMade: [] }
  const rows = laid(records(), (r) => ({
    line: r.line,
    outlet: of(r, 'code'),
    zone: of(r, 'zone'),
    weekdays: of(r, 'weekdays'),
  }))
  return putZoneTable(tx, distributorId, { rows, fields })
}

const GENERAL_TEAM = 'general'

async function putServed({ tx, distributorId, mapping, today, records }: Ground): Promise<number> {
  const named = Object.keys(mapping.fields).filter((key) => /^agent(?::|$)/.test(key))
  if (named.length === 0) return 0
  const rows = laid(withAgent(records()), (r) => ({
    line: r.line,
    outlet: of(r, 'code'),
    team: of(r, 'team') ?? GENERAL_TEAM,
    agent: of(r, 'agent'),
  }))
  const teams = named.map((key) => key.split(/:(.*)/su)[1] ?? GENERAL_TEAM)
  return putServedTable(tx, distributorId, { rows, teams, today })
}

async function* withAgent(records: AsyncGenerator<TableRecord[]>): AsyncGenerator<TableRecord[]> {
  for await (const batch of records) yield batch.filter((r) => of(r, 'agent') !== null)
}

async function putPayers({ tx, distributorId, mapping, records }: Ground): Promise<Put> {
  const rows = laid(records(), (r) => ({
    line: r.line,
    id: bulkId(),
    code: of(r, 'code'),
    name: of(r, 'name'),
    kind: of(r, 'kind'),
    tax_id: of(r, 'taxId'),
    vat_payer: of(r, 'vatPayer'),
    owner: of(r, 'owner'),
    outlet: of(r, 'outlet'),
    from_day: of(r, 'from'),
  }))
  const payers = await putPayerTable(tx, distributorId, { rows, fields: fieldsOf(mapping) })
  return put(payers, told(payers.outletsMade, 'unknown_outlet'))
}

async function putContracts(ground: Ground): Promise<Put> {
  const { tx, distributorId, mapping, records } = ground
  const fields = fieldsOf(mapping)
  const rows = laid(records(), (r) => ({
    line: r.line,
    id: bulkId(),
    code: of(r, 'code'),
    payer: of(r, 'payer'),
    selling_entity: of(r, 'sellingEntity'),
    team: of(r, 'team'),
    payment_form: of(r, 'paymentForm'),
    deferral_days: of(r, 'deferral'),
    limit_minor: of(r, 'limit'),
    minimum_minor: of(r, 'minimum'),
    from_day: of(r, 'from'),
    to_day: of(r, 'to'),
  }))
  const contracts = await putContractTable(tx, distributorId, { rows, fields })
  const signed = fields.includes('priceList') ? await putSignatures(ground) : 0
  const alsoWritten = contracts.alsoWritten + signed
  return put({ ...contracts, alsoWritten }, told(contracts.payersMade, 'unknown_payer'))
}

const listForm = ({ mapping, currency }: Ground) => ({
  currency: mapping.settings.currency ?? currency,
  vatIncluded: mapping.settings.vatIncluded,
})

function putSignatures(ground: Ground): Promise<number> {
  const rows = laid(ground.records(), (r) => ({
    line: r.line,
    id: bulkId(),
    contract: of(r, 'code'),
    list: of(r, 'priceList'),
  }))
  return putSignatureTable(ground.tx, ground.distributorId, { rows, ...listForm(ground) })
}

async function putPrices(ground: Ground): Promise<Put> {
  const { tx, distributorId, mapping, records } = ground
  const rows = laid(records(), (r) => ({
    line: r.line,
    list: of(r, 'list') ?? mapping.settings.source,
    product: of(r, 'product'),
    product_name: of(r, 'productName'),
    unit: of(r, 'unit'),
    from_milli: of(r, 'fromQuantity'),
    from_day: of(r, 'from'),
    to_day: of(r, 'to'),
    price_e4: of(r, 'price'),
  }))
  const said = { rows, fields: fieldsOf(mapping), ...listForm(ground) }
  const prices = await putPriceTable(tx, distributorId, said)
  return put(prices, [
    ...told(prices.productsMade, 'unknown_product'),
    ...told(prices.listsMade, 'unknown_price_list'),
  ])
}

async function putStock({ tx, distributorId, mapping, records }: Ground): Promise<Put> {
  const rows = laid(records(), (r) => ({
    line: r.line,
    warehouse: of(r, 'warehouse'),
    product: of(r, 'product'),
    product_name: of(r, 'productName'),
    on_hand_milli: of(r, 'quantity'),
    expected_milli: of(r, 'expected'),
  }))
  const stock = await putStockTable(tx, distributorId, { rows, fields: fieldsOf(mapping) })
  return put(stock, [
    ...told(stock.productsMade, 'unknown_product'),
    ...told(stock.warehousesMade, 'unknown_warehouse'),
  ])
}

// Money in minor units, counts in thousandths; both were read in ten-thousandths.
const MONEY_MEASURES = new Set(['value', 'collected'])

async function putPlans({ tx, distributorId, records }: Ground): Promise<Put> {
  const rows = laid(records(), (r) => {
    const measure = String(of(r, 'measure') ?? 'value')
    const e4 = Number(of(r, 'target'))
    return {
      line: r.line,
      agent: of(r, 'agent'),
      month: of(r, 'month'),
      measure,
      scope: of(r, 'scope'),
      target: Math.round(MONEY_MEASURES.has(measure) ? e4 / 100 : e4 / 10),
    }
  })
  const plans = await putPlanTable(tx, distributorId, rows)
  return put(plans, homeless(plans.withoutAgent, 'unknown_agent'))
}
