import { useState } from 'react'
import { Link } from 'wouter'
import { errorText } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useWords } from '../kit/language.ts'
import { Alert, Button, Card, Skeleton } from '../kit/Parts.tsx'
import { bringIntoSight } from '../kit/sight.ts'
import { part } from '../part.tsx'
import { type Checkout, placeBlocked, type usePlacing } from './checkout.ts'
import { words } from './order-page-words.ts'
import { SlotPicker } from './SlotPicker.tsx'
import { Sums } from './Sums.tsx'

// Two orders of one delivery are rare: their merging is fetched when it is asked for.
const MergeDialog = part(async () => (await import('./MergeDialog.tsx')).MergeDialog)

const HandBudget = part(async () => (await import('./HandDiscount.tsx')).HandBudget)

const SendDraft = part(async () => (await import('./SendDraft.tsx')).SendDraft)
const BenefitTold = part(async () => (await import('./BenefitTold.tsx')).BenefitTold)

const TopUpTold = part(async () => (await import('./TopUpTold.tsx')).TopUpTold)

const AskOffice = part(async () => (await import('../late/AskOffice.tsx')).AskOffice)
const LateSlot = part(async () => (await import('./LateSlot.tsx')).LateSlot)

type Props = { checkout: Checkout; placing: ReturnType<typeof usePlacing> }
type CardProps = Props & { byStaff: boolean }

/** Which delivery, how much it is, and the order itself; on a phone the bar below holds the button. */
export function PlaceCard({ checkout, placing, byStaff }: CardProps) {
  const { slots, quote, cart, delivery } = checkout
  const chosen = delivery.kind === 'day' ? delivery.slot.deliveryDay : undefined
  return (
    <Card className="h-fit space-y-4 lg:sticky lg:top-20">
      {slots.data ? (
        <SlotPicker slots={slots.data} chosen={chosen} choose={cart.setDeliveryDay} />
      ) : slots.error ? (
        <Failed error={slots.error} retry={slots.refetch} />
      ) : (
        <Skeleton rows={2} />
      )}
      {byStaff && slots.data?.closed && <LateSlot checkout={checkout} closed={slots.data.closed} />}
      {!byStaff && slots.data?.closed && (
        <AskOffice checkout={checkout} closed={slots.data.closed} />
      )}
      {quote.data && <Sums quote={quote.data} />}
      {quote.data?.hand && (quote.data.hand.limitBp > 0 || quote.data.hand.over) && (
        <HandBudget terms={quote.data.hand} currency={quote.data.currency} />
      )}
      {quote.data?.topUp && delivery.kind === 'day' && delivery.slot.drop && (
        <TopUpTold {...delivery.slot} drop={delivery.slot.drop} currency={quote.data.currency} />
      )}
      {quote.data?.benefit && (
        <BenefitTold benefit={quote.data.benefit} currency={quote.data.currency} />
      )}
      {quote.error && <Failed error={quote.error} retry={quote.refetch} />}
      <PlaceTrouble checkout={checkout} placing={placing} />
      <div className="hidden lg:block">
        <PlaceButton checkout={checkout} placing={placing} wide />
      </div>
      {byStaff && <SendDraft checkout={checkout} />}
    </Card>
  )
}

export function PlaceButton({ checkout, placing, wide }: Props & { wide?: boolean }) {
  const t = useWords(words)
  return (
    <Button
      look="primary"
      className={wide ? 'min-h-13 w-full text-lg' : 'shrink-0 px-6 font-semibold'}
      busy={placing.place.isPending}
      data-place
      disabled={placeBlocked(checkout) !== null}
      onClick={() => placing.place.mutate('ask')}
    >
      {t.place}
    </Button>
  )
}

/** Why the order was not taken, with what the person can do about it: above the bar on a phone. */
function PlaceTrouble(props: Props) {
  if (!props.placing.place.error) return null
  return (
    <div ref={bringIntoSight} className="scroll-mb-44">
      <Trouble {...props} />
    </div>
  )
}

function Trouble({ checkout, placing: { place, refusal } }: Props) {
  const t = useWords(words)
  const [merging, setMerging] = useState(false)
  const told = errorText(place.error, t.sendAgain)
  if (refusal?.code === 'double_order') {
    return (
      <div className="space-y-2" data-trouble>
        <Alert>{told}</Alert>
        <Button look="primary" className="w-full" onClick={() => setMerging(true)}>
          {t.mergeOrders}
        </Button>
        <Button className="w-full" onClick={() => place.mutate('keep')}>
          {t.keepBoth}
        </Button>
        <Button className="w-full" onClick={checkout.cart.empty}>
          {t.dropCart}
        </Button>
        {merging && (
          <MergeDialog
            checkout={checkout}
            orderId={refusal.orderId}
            close={() => setMerging(false)}
          />
        )}
      </div>
    )
  }
  if (refusal?.code === 'checkout_reused') {
    return (
      <div className="space-y-2" data-trouble>
        <Alert>{told}</Alert>
        <Link href="/orders" className="order-bar-action w-full">
          {t.toOrders}
        </Link>
        <Button
          className="w-full"
          onClick={() => {
            checkout.cart.renew()
            place.reset()
          }}
        >
          {t.asAnother}
        </Button>
      </div>
    )
  }
  return <Alert tone="bad">{told}</Alert>
}
