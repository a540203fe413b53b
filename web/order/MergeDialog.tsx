import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Button, Skeleton } from '../kit/Parts.tsx'
import { useCartProducts } from './cart-products.ts'
import type { Checkout } from './checkout.ts'
import { mergeLines } from './merge-lines.ts'

const words = {
  title: { uk: 'Об’єднати замовлення', en: 'Merge the orders', ru: 'Объединить заказы' },
  lead: {
    uk: 'Буде одне замовлення. Де товар є в обох, беремо більшу кількість:',
    en: 'There will be one order. Of what is in both the larger quantity is taken:',
    ru: 'Будет один заказ. Где товар есть в обоих, берём большее количество:',
  },
  was: { uk: 'було', en: 'was', ru: 'было' },
  added: { uk: 'додаємо', en: 'added', ru: 'добавляем' },
  merge: { uk: 'Об’єднати', en: 'Merge', ru: 'Объединить' },
  close: { uk: 'Закрити', en: 'Close', ru: 'Закрыть' },
}

type Props = { checkout: Checkout; orderId: string; close: () => void }

/** Puts the cart into the order that was already there; shows the outcome before it is done. */
export function MergeDialog({ checkout, orderId, close }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const [, go] = useLocation()
  const queries = useQueryClient()
  const products = useCartProducts(checkout)
  const { distributor, cart } = checkout
  const order = useQuery({
    queryKey: ['order', distributor, orderId],
    queryFn: () => call.ordering.get({ distributor, orderId }),
  })
  const lines = order.data ? mergeLines(order.data.lines, cart.cart.lines) : []
  const nameOf = (id: string) =>
    products.get(id)?.name ?? order.data?.lines.find((line) => line.productId === id)?.name ?? '…'
  const isNew = (productId: string) =>
    !order.data?.lines.some((line) => line.productId === productId)
  const merge = useMutation({
    mutationFn: (version: number) =>
      call.ordering.change({
        ...{ distributor, orderId, version, why: t.title },
        lines: lines.map(({ hadMilli: _had, ...line }) => line),
      }),
    onSuccess: () => {
      cart.empty()
      go(`/orders/${orderId}`)
    },
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <Dialog open close={close} title={t.title} closeLabel={t.close}>
      {order.error && <Failed error={order.error} retry={order.refetch} />}
      {order.isPending && <Skeleton rows={2} />}
      <p className="text-sm text-soft">{t.lead}</p>
      <ul className="my-3 max-h-72 divide-y divide-line overflow-y-auto text-sm">
        {lines.map((line) => (
          <li
            key={`${line.productId} ${line.unitCode}`}
            className="flex justify-between gap-3 py-1"
          >
            <span>{nameOf(line.productId)}</span>
            <span className="whitespace-nowrap">
              <strong>
                {f.quantity(line.quantityMilli)} {line.unitCode}
              </strong>
              {line.hadMilli !== undefined && ` (${t.was} ${f.quantity(line.hadMilli)})`}
              {isNew(line.productId) && <span className="text-good"> · {t.added}</span>}
            </span>
          </li>
        ))}
      </ul>
      {merge.error && <Failed error={merge.error} />}
      <Button
        look="primary"
        disabled={!order.data}
        busy={merge.isPending}
        onClick={() => order.data && merge.mutate(order.data.version)}
      >
        {t.merge}
      </Button>
    </Dialog>
  )
}
