import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Difference, Placed } from '../../src/modules/ordering/contract.ts'
import { call, errorText, refusalOf } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Button, Card, Empty, Picture, Skeleton, TextField } from '../kit/Parts.tsx'
import { QuantityStepper } from '../kit/QuantityStepper.tsx'
import { acceptDifferences } from './accept-differences.ts'
import { useCart } from './cart.ts'
import { Differences } from './Differences.tsx'
import { words } from './order-page-words.ts'
import { SlotPicker, useSlots } from './SlotPicker.tsx'
import { Sums } from './Sums.tsx'

type Props = { distributor: string; outletId: string; origin?: 'visit' | 'call' }

/** The cart with its delivery: what it costs, what is missing, what changed; and placing it. */
export function CartPage({ distributor, outletId, origin }: Props) {
  const t = useWords(words)
  const { cart, set, fill, setNote, empty } = useCart(outletId)
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<string>()
  const [placed, setPlaced] = useState<Placed | null>(null)
  const slots = useSlots(distributor, outletId)
  const deliveryDay = chosen ?? slots.data?.slots.find((slot) => !slot.full)?.deliveryDay
  const quote = useQuery({
    queryKey: ['quote', distributor, outletId, cart.lines, deliveryDay],
    enabled: cart.lines.length > 0,
    queryFn: () =>
      call.ordering.quote({
        distributor,
        outletId,
        deliveryDay: deliveryDay ?? null,
        lines: cart.lines,
      }),
    placeholderData: keepPreviousData,
  })
  const products = useQuery({
    queryKey: ['shelf', distributor, outletId, 'cart', cart.lines.map((l) => l.productId)],
    enabled: cart.lines.length > 0,
    queryFn: () =>
      call.ordering.shelf({
        distributor,
        outletId,
        productIds: cart.lines.map((l) => l.productId),
      }),
    placeholderData: keepPreviousData,
  })
  const place = useMutation({
    mutationFn: (onDouble: 'ask' | 'keep') =>
      call.ordering.place({
        distributor,
        outletId,
        checkoutId: cart.checkoutId,
        deliveryDay: deliveryDay ?? '',
        lines: cart.lines,
        note: cart.note,
        preparedBy: cart.suggested ? 'suggestion' : 'buyer',
        origin: origin ?? null,
        onDouble,
      }),
    onSuccess: (reply) => {
      empty()
      setPlaced(reply)
      void queries.invalidateQueries()
    },
    onError: () => {
      setChosen(undefined)
      void slots.refetch()
      void quote.refetch()
    },
  })
  if (placed) return <PlacedCard placed={placed} />
  if (cart.lines.length === 0) {
    return (
      <Empty title={t.emptyCart}>
        <Link href="/catalogue" className="font-medium text-accent underline">
          {t.toCatalogue}
        </Link>
      </Empty>
    )
  }
  const refused = refusalOf(place.error)
  const differences: Difference[] = quote.data?.differences ?? []
  const byId = new Map(products.data?.products.map((product) => [product.id, product]))
  const names = new Map([...byId].map(([id, product]) => [id, product.name]))
  const blocked = differences.length > 0 || (quote.data?.missingMinor ?? 0) > 0 || !deliveryDay
  return (
    <div className="grid gap-4 lg:grid-cols-[1fr_24rem]">
      <div className="space-y-3">
        <Differences
          differences={differences}
          names={names}
          accept={() => fill(acceptDifferences(cart.lines, differences), cart.suggested)}
        />
        <ul className="space-y-2">
          {cart.lines.map((line) => {
            const product = byId.get(line.productId)
            const unit = product?.units.find((u) => u.code === line.unitCode)
            const quoted = quote.data?.lines.find((q) => q.productId === line.productId)
            return (
              <li
                key={line.productId}
                className="flex gap-3 rounded-card border border-line bg-card p-3"
              >
                <Picture src={product?.picture ?? null} />
                <div className="min-w-0 flex-1">
                  <p className="text-sm font-medium">{product?.name ?? '…'}</p>
                  <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
                    <QuantityStepper
                      label={product?.name ?? ''}
                      less={t.less}
                      more={t.moreOf}
                      milli={line.quantityMilli}
                      multipleMilli={unit?.multipleMilli ?? 1000}
                      minimumMilli={unit?.minimumMilli ?? 1000}
                      onChange={(quantityMilli) => {
                        const { seenUnitPriceE4: _seen, ...rest } = line
                        set({ ...rest, quantityMilli })
                      }}
                    />
                    <LineSum unitCode={line.unitCode} quoted={quoted} />
                  </div>
                </div>
              </li>
            )
          })}
        </ul>
        <TextField
          label={t.note}
          value={cart.note}
          maxLength={500}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <Card className="h-fit space-y-4 lg:sticky lg:top-20">
        {slots.data ? (
          <SlotPicker slots={slots.data} chosen={deliveryDay} choose={setChosen} />
        ) : slots.error ? (
          <Alert>{errorText(slots.error, t.offline)}</Alert>
        ) : (
          <Skeleton rows={2} />
        )}
        {quote.data && <Sums quote={quote.data} />}
        {quote.error && <Alert tone="bad">{errorText(quote.error, t.offline)}</Alert>}
        {place.error && refused?.code !== 'double_order' && (
          <Alert tone="bad">{errorText(place.error, t.offline)}</Alert>
        )}
        {refused?.code === 'double_order' ? (
          <div className="space-y-2">
            <Alert>{errorText(place.error, t.offline)}</Alert>
            <Button look="primary" className="w-full" onClick={() => place.mutate('keep')}>
              {t.keepBoth}
            </Button>
            <Button className="w-full" onClick={empty}>
              {t.dropCart}
            </Button>
          </div>
        ) : (
          <Button
            look="primary"
            className="min-h-13 w-full text-lg"
            busy={place.isPending}
            data-place
            disabled={blocked}
            onClick={() => place.mutate('ask')}
          >
            {t.place}
          </Button>
        )}
      </Card>
    </div>
  )
}

type Quoted = { unitPriceE4: number; totalMinor: number; approximate: boolean } | undefined

function LineSum({ quoted, unitCode }: { quoted: Quoted; unitCode: string }) {
  const f = useFormats()
  if (!quoted) return null
  return (
    <p className="text-right">
      <span className="block font-bold">
        {quoted.approximate && '≈ '}
        {f.money(quoted.totalMinor)}
      </span>
      <span className="text-xs text-faint">
        {f.money(quoted.unitPriceE4 / 100)} / {unitCode}
      </span>
    </p>
  )
}

function PlacedCard({ placed }: { placed: Placed }) {
  const t = useWords(words)
  const f = useFormats()
  const [, go] = useLocation()
  const held = placed.orders.some((order) => order.status === 'on_hold')
  const [first] = placed.orders
  return (
    <Card className="space-y-3 text-center">
      <p className="text-xl font-bold text-good" role="status">
        ✓ {t.placed}
      </p>
      <p>
        {placed.orders.map((order) => order.number).join(', ')} · {f.day(placed.deliveryDay)}
      </p>
      <p className="text-2xl font-bold">{f.money(placed.totalMinor, placed.currency)}</p>
      {held && <Alert>{t.heldNote}</Alert>}
      {first && (
        <Button look="primary" onClick={() => go(`/orders/${first.id}`)}>
          {t.open}
        </Button>
      )}
    </Card>
  )
}
