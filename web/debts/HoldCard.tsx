import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PauseCircle } from 'lucide-react'
import { useState } from 'react'
import { toPayMinor } from '../../src/modules/accounts/credit-rules.ts'
import type { Trace } from '../../src/modules/pricing/price-rules.ts'
import { call, errorText } from '../call.ts'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Alert, Button, Card, Skeleton, TextField } from '../kit/Parts.tsx'
import { nameText } from '../order/name-text.ts'
import { can, usePlace } from '../signin/me.tsx'
import { BalanceCard, HowToPay } from './BalanceCard.tsx'
import { words } from './debt-words.ts'
import { LICENCE_NAMES } from './licence-words.ts'
import { PromiseForm } from './PromiseForm.tsx'

type Order = Awaited<ReturnType<typeof call.ordering.get>>
type Props = { distributor: string; order: Order }

/** Why an order waits, and what to do about it. */
export function HoldCard({ distributor, order }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const licence = order.holdReason === 'licence'
  if (order.holdReason === 'approval') return <Approval distributor={distributor} order={order} />
  const toDo = order.can.release
    ? { licence: t.heldLicenceDesk, credit: t.heldCreditDesk }
    : { licence: t.heldLicenceWhat, credit: t.heldCreditWhat }
  return (
    <Card className="space-y-3 border-l-4 border-l-warn">
      <h2 className="flex items-center gap-2 font-semibold">
        <PauseCircle size={20} aria-hidden className="shrink-0 text-warn" />
        {licence ? t.heldLicence : t.heldCredit}
      </h2>
      <p className="text-sm text-soft">
        {licence ? toDo.licence : toDo.credit} {t.heldUntil} {f.moment(order.lockAt)}.
      </p>
      {licence && <Licences order={order} />}
      {!licence && can(tenant, 'account.read') && <Debt distributor={distributor} order={order} />}
      {order.can.release && <Release distributor={distributor} orderId={order.id} />}
    </Card>
  )
}

/** Discounts by hand are more than their giver may give: a supervisor takes them on his own budget. */
function Approval({ distributor, order }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const hands = order.lines.map(({ lineNo, name, trace }) => {
    const { hand } = trace as Trace
    return { lineNo, name, hand }
  })
  return (
    <Card className="space-y-3 border-l-4 border-l-warn">
      <h2 className="flex items-center gap-2 font-semibold">
        <PauseCircle size={20} aria-hidden className="shrink-0 text-warn" />
        {t.heldApproval}
      </h2>
      <p className="text-sm text-soft">
        {order.can.release ? t.heldApprovalDesk : t.heldApprovalWhat} {t.heldUntil}{' '}
        {f.moment(order.lockAt)}.
      </p>
      <ul className="space-y-1 text-sm">
        {hands.map(
          ({ lineNo, name, hand }) =>
            hand && (
              <li key={lineNo}>
                {nameText(name)}: −{f.percent(hand.percentBp)}, −
                {f.money(hand.offMinor, order.currency)}{' '}
                <span className="text-faint">{hand.by}</span>
              </li>
            ),
        )}
      </ul>
      {order.can.release && <Release distributor={distributor} orderId={order.id} />}
    </Card>
  )
}

/** Lets the order go in spite of it, beside what it waits for. */
function Release({ distributor, orderId }: { distributor: string; orderId: string }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [why, setWhy] = useState('')
  const release = useMutation({
    mutationFn: () => call.ordering.release({ distributor, orderId, why }),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <form
      className="no-print space-y-2 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        release.mutate()
      }}
    >
      {release.error && <Alert tone="bad">{errorText(release.error, t.offline)}</Alert>}
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          label={t.releaseWhy}
          className="min-w-48 flex-1"
          value={why}
          required
          onChange={(event) => setWhy(event.target.value)}
        />
        <Button type="submit" look="primary" busy={release.isPending}>
          {t.release}
        </Button>
      </div>
    </form>
  )
}

function Licences({ order }: { order: Order }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  return (
    <ul className="space-y-2 text-sm">
      {order.licences
        .filter(({ licensed }) => !licensed)
        .map(({ kind, endedOn, productNames }) => (
          <li key={kind}>
            <strong>{LICENCE_NAMES[kind][language]}</strong>:{' '}
            {endedOn ? `${t.licenceEnded} ${f.day(endedOn)}` : t.licenceNone}
            <span className="block text-xs text-faint">{productNames.join(', ')}</span>
          </li>
        ))}
    </ul>
  )
}

function Debt({ distributor, order }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const { outletId, id: orderId } = order
  const balances = useQuery({
    queryKey: ['balances', distributor, outletId],
    queryFn: () => call.accounts.balances({ distributor, outletId }),
  })
  if (!balances.data) return <Skeleton rows={2} />
  const balance = balances.data.balances.find((b) => b.contractId === order.contractId)
  if (!balance) return null
  const owedMinor = toPayMinor(balance, order.totalMinor)
  const { today, promiseUntil: until } = balances.data
  return (
    <>
      <p className="text-lg font-bold">
        {t.toPay}: {f.money(owedMinor, order.currency)}
      </p>
      <BalanceCard balance={balance} />
      <HowToPay balance={balance} />
      {can(tenant, 'order.place') && owedMinor > 0 && balance.promise?.state !== 'open' && (
        <PromiseForm {...{ distributor, outletId, orderId, balance, today, until, owedMinor }} />
      )}
    </>
  )
}
