import type { Tx } from '../../platform/db.ts'
import type { Merged, Sample } from '../../platform/merge-queries.ts'
import type { LaidItems } from '../catalogue/catalogue.ts'
import type { LaidPrices } from '../pricing/pricing.ts'
import type { LaidStock } from '../stock/stock.ts'
import { describeRows } from './sample-queries.ts'

export type Change = { added: number; changed: number; removed: number }
export type ChangedKind = 'products' | 'categories' | 'lists' | 'prices' | 'warehouses' | 'stock'
export type RunChanges = Record<ChangedKind, Change>

/** An example of what an import changes: by field, what stood there and what stands there now. */
export type RunSample = {
  kind: ChangedKind
  change: 'added' | 'changed' | 'removed'
  code: string
  name: string
  fields: Record<string, [was: unknown, now: unknown]>
}
export type RunSamples = RunSample[]

type LaidAll = {
  items: LaidItems
  deleted: { code: string; name: string }[]
  priced: LaidPrices
  stocked: LaidStock
}

/** How many rows an import inserted or changed, left alone, deleted; and of which kinds. */
export function changesOf({ items, deleted, priced, stocked }: LaidAll) {
  const { balances } = stocked
  const merged = [priced.lists, priced.prices, stocked.warehouses]
  const rows = merged.reduce((sum, each) => sum + each.inserted + each.updated, 0)
  const stock = balances.inserted + balances.updated + balances.cleared
  const changes: RunChanges = {
    products: { ...change(items.products), removed: deleted.length },
    categories: change(items.categories),
    lists: change(priced.lists),
    prices: { ...change(priced.prices), removed: priced.removed },
    warehouses: change(stocked.warehouses),
    stock: {
      added: balances.inserted,
      changed: balances.updated,
      removed: balances.cleared,
    },
  }
  const same = merged.reduce((sum, each) => sum + each.unchanged, balances.unchanged)
  return {
    written: items.written + deleted.length + rows + stock,
    unchanged: items.unchanged + same,
    removed: items.removed + priced.removed,
    changes,
  }
}

const change = ({ inserted, updated }: Merged): Change => ({
  added: inserted,
  changed: updated,
  removed: 0,
})

const REMOVED_MAX = 20

/** Examples of an import's changes, with names that people know. */
export async function samplesOf(
  tx: Tx,
  distributorId: string,
  { items, deleted, priced, stocked }: LaidAll,
): Promise<RunSamples> {
  const prices = priced.prices.samples.map((sample) => ({ sample, key: sample.key.split(' ') }))
  const described = await describeRows(tx, distributorId, {
    codes: items.products.samples.map(({ key }) => key),
    productIds: [
      ...prices.map(({ key }) => key[1] ?? ''),
      ...stocked.samples.map(({ productId }) => productId),
    ],
    listIds: [
      ...prices.map(({ key }) => key[0] ?? ''),
      ...priced.lists.samples.map(({ key }) => key),
    ],
    warehouseIds: stocked.samples.map(({ warehouseId }) => warehouseId),
  })
  const nameOf = new Map(described.map(({ key, name }) => [key, name] as const))
  const named = (key: string | undefined) => nameOf.get(key ?? '') ?? key ?? ''
  return [
    ...items.products.samples.map((sample) => productSample(sample, named(sample.key))),
    ...deleted.slice(0, REMOVED_MAX).map(({ code, name }): RunSample => gone(code, name)),
    ...prices.map(({ sample, key }) => ({
      ...inWords('prices', sample),
      code: named(key[0]),
      name: named(key[1]),
    })),
    ...priced.lists.samples.map((sample) => ({
      ...inWords('lists', sample),
      name: named(sample.key),
    })),
    ...stocked.samples.map(
      ({ productId, warehouseId, was, said }): RunSample => ({
        kind: 'stock',
        change: 'changed',
        code: named(warehouseId),
        name: named(productId),
        fields: { on_hand_milli: [was, said] },
      }),
    ),
  ]
}

const gone = (code: string, name: string): RunSample => ({
  kind: 'products',
  change: 'removed',
  code,
  name,
  fields: {},
})

const productSample = (sample: Sample, name: string): RunSample => ({
  ...inWords('products', sample),
  name,
})

// A new row's fields are many and all new: its name is enough.
const SHOWN_OF_NEW = ['name', 'unit_price_e4', 'currency']

function inWords(kind: ChangedKind, { key, change: what, fields }: Sample): RunSample {
  const added = what === 'insert'
  const shown = Object.entries(fields).filter(([field]) => !added || SHOWN_OF_NEW.includes(field))
  return {
    kind,
    change: added ? 'added' : 'changed',
    code: key,
    name: key,
    fields: Object.fromEntries(shown),
  }
}
