import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ClosedSlot } from '../../src/modules/delivery/contract.ts'
import { call, errorText } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Button } from '../kit/Parts.tsx'
import { toast } from '../kit/Toasts.tsx'
import type { Checkout } from '../order/checkout.ts'
import { words } from './late-request-words.ts'

type Props = { checkout: Checkout; closed: ClosedSlot }

/** The slot that closed last, and the way to ask the office to take the cart for it after all. */
export function AskOffice({ checkout, closed }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const { distributor, outletId, cart } = checkout
  const ask = useMutation({
    mutationFn: () =>
      call.ordering.askLate({
        ...{ distributor, outletId, requestId: cart.cart.checkoutId, note: cart.cart.note },
        deliveryDay: closed.deliveryDay,
        lines: cart.cart.lines.map((line) => {
          const { hand: _hand, ...plain } = line
          return plain
        }),
        preparedBy: cart.cart.suggested ? 'suggestion' : 'buyer',
      }),
    onSuccess: () => {
      cart.empty()
      toast({ text: t.asked })
      void queries.invalidateQueries({ queryKey: ['late-requests'] })
    },
  })
  return (
    <div className="space-y-2 rounded-control border border-dashed border-line p-3 text-sm">
      <p>
        <strong>{f.day(closed.deliveryDay)}</strong>: {t.closed.toLowerCase()}{' '}
        {f.moment(closed.cutOffAt)}
      </p>
      <p className="text-xs text-soft">{t.askHow}</p>
      <Button className="w-full" busy={ask.isPending} onClick={() => ask.mutate()}>
        {t.ask}
      </Button>
      {ask.error && <Alert tone="bad">{errorText(ask.error, t.offline)}</Alert>}
    </div>
  )
}
