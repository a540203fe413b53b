import type { call } from '../call.ts'
import { type Counted, useFormats, useWords } from '../kit/language.ts'

type Product = Awaited<ReturnType<typeof call.ordering.card>>

const words = {
  pack: { uk: 'Упаковка', en: 'Packing', ru: 'Упаковка' },
  step: { uk: 'Замовляють', en: 'Ordered by', ru: 'Заказывают' },
  from: { uk: 'від', en: 'from', ru: 'от' },
  by: { uk: 'по', en: 'in steps of', ru: 'по' },
  barcode: { uk: 'Штрихкод', en: 'Barcode', ru: 'Штрихкод' },
  shelfLife: { uk: 'Термін придатності', en: 'Shelf life', ru: 'Срок годности' },
  category: { uk: 'Категорія', en: 'Category', ru: 'Категория' },
  article: { uk: 'Артикул', en: 'Article', ru: 'Артикул' },
}

const DAYS: Counted = {
  uk: { one: 'день', few: 'дні', many: 'днів' },
  en: { one: 'day', other: 'days' },
  ru: { one: 'день', few: 'дня', many: 'дней' },
}

/** What is known of a product beside its price. */
export function ProductFacts({ product }: { product: Product }) {
  const t = useWords(words)
  const f = useFormats()
  const unit = product.units.find((known) => known.code === product.orderUnit)
  const packs = product.units
    .filter((known) => known.numerator !== known.denominator)
    .map(
      ({ code, numerator, denominator }) =>
        `${code} = ${f.number(numerator / denominator)} ${product.baseUnit}`,
    )
  const stepped = unit && (unit.minimumMilli !== 1000 || unit.multipleMilli !== 1000)
  const facts: [string, string | null][] = [
    [t.pack, packs.join(', ')],
    [
      t.step,
      stepped
        ? `${t.from} ${f.quantity(unit.minimumMilli)} ${unit.code}, ${t.by} ${f.quantity(unit.multipleMilli)}`
        : '',
    ],
    [t.barcode, product.gtins.join(', ')],
    [t.shelfLife, product.shelfLifeDays ? f.count(product.shelfLifeDays, DAYS) : ''],
    [t.category, product.categoryName],
    [t.article, product.article],
  ]
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 border-t border-line pt-3 text-sm">
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name} className="contents">
              <dt className="text-faint">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
