import { useQuery } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Empty, Skeleton } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { words } from './product-words.ts'

const LONG_AGO = '2000-01-01'

/** What each price list says of the product, as it says it. */
export function PricesOfProduct(props: { distributor: string; productId: string }) {
  const { distributor, productId } = props
  const t = useWords(words)
  const f = useFormats()
  const prices = useQuery({
    queryKey: ['product', distributor, productId, 'prices'],
    queryFn: () => call.pricing.ofProduct({ distributor, productId }),
  })
  const figures = [t.price, t.from].map((name) => ({ name, figure: true }))
  const validity = (from: string, to: string | null) =>
    [
      from !== LONG_AGO && `${t.since} ${f.fullDay(from)}`,
      to && `${t.until} ${f.fullDay(to)}`,
      from === LONG_AGO && !to && t.always,
    ]
      .filter(Boolean)
      .join(' ')
  return (
    <section className="space-y-2">
      <h2 className="font-semibold">{t.prices}</h2>
      {prices.error && <Failed error={prices.error} retry={prices.refetch} />}
      {prices.isPending && <Skeleton rows={2} />}
      {prices.data?.prices.length === 0 && <Empty title={t.noPrices} />}
      {prices.data && prices.data.prices.length > 0 && (
        <Table label={t.prices} heads={[t.list, ...figures, t.valid]} testId="prices">
          {prices.data.prices.map((price) => (
            <tr
              key={[price.listId, price.unitCode, price.validFrom, price.fromQuantityMilli].join()}
            >
              <td>
                {price.listName}{' '}
                <span className="text-xs text-faint">
                  {price.vatIncluded ? t.withVat : t.withoutVat}
                </span>
              </td>
              <td className="figure">
                <span className="font-medium">{f.price(price.unitPriceE4, price.currency)}</span>
                <span className="text-xs text-faint"> / {price.unitCode}</span>
              </td>
              <td className="figure">
                {price.fromQuantityMilli > 0
                  ? `${f.quantity(price.fromQuantityMilli)} ${price.unitCode}`
                  : '—'}
              </td>
              <td className="text-soft">{validity(price.validFrom, price.validTo)}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  )
}
