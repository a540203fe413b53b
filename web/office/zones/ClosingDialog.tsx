import { Link } from 'wouter'
import type { OrderedDrops } from '../../../src/modules/delivery/contract.ts'
import { ConfirmDialog } from '../../kit/Dialog.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import type { CalendarChange } from './use-calendar-change.ts'
import { ORDERS, words } from './zone-words.ts'

/** Says how many orders, and whose, would be left without their delivery; then does as told. */
export function ClosingDialog({ change, moves }: { change: CalendarChange; moves?: boolean }) {
  const t = useWords(words)
  return (
    <ConfirmDialog
      open={change.asking !== null}
      close={change.leave}
      title={t.asking}
      closeLabel={t.no}
      yes={moves ? t.moveOrders : t.keepOrders}
      no={t.no}
      busy={change.busy}
      confirm={change.keep}
    >
      {change.asking && (
        <div className="space-y-3">
          <p className="text-sm">{moves ? t.movingLead : t.askingLead}</p>
          <Closes closes={change.asking.closes} lead={moves ? t.moving : t.closesLead} />
        </div>
      )}
    </ConfirmDialog>
  )
}

/** The ordered deliveries that a change would leave without a truck. */
export function Closes({ closes, lead }: { closes: OrderedDrops; lead?: string }) {
  const t = useWords(words)
  const f = useFormats()
  const untold = closes.orders - closes.drops.reduce((sum, { orders }) => sum + orders, 0)
  return (
    <div className="text-sm" data-testid="closes">
      <p className="font-semibold text-warn">
        {lead ?? t.closesLead} {f.count(closes.orders, ORDERS)} {t.worth}{' '}
        {f.money(closes.valueMinor)}
      </p>
      <ul className="mt-1 max-h-48 divide-y divide-line overflow-y-auto">
        {closes.drops.map((drop) => (
          <li
            key={`${drop.deliveryDay} ${drop.outletId}`}
            className="flex items-center justify-between gap-3"
          >
            <Link
              href={`/?day=${drop.deliveryDay}&q=${encodeURIComponent(drop.outletName)}`}
              className="inline-flex min-h-11 md:min-h-8 min-w-0 items-center text-accent hover:underline"
            >
              {f.day(drop.deliveryDay)} · {drop.outletName}, {drop.city}
            </Link>
            <span className="whitespace-nowrap">{f.money(drop.valueMinor)}</span>
          </li>
        ))}
      </ul>
      {untold > 0 && (
        <p className="text-soft">
          {t.andMore} {f.count(untold, ORDERS)}
        </p>
      )}
    </div>
  )
}
