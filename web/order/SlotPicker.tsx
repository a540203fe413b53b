import { useQuery } from '@tanstack/react-query'
import { call } from '../call.ts'
import { Countdown } from '../kit/Countdown.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { words } from './order-page-words.ts'

/** The outlet's next slots with the server's clock and when this page heard it. */
export function useSlots(distributor: string, outletId: string) {
  return useQuery({
    queryKey: ['slots', distributor, outletId],
    queryFn: async () => ({
      ...(await call.delivery.slots({ distributor, outletId })),
      heardAt: performance.now(),
    }),
    refetchInterval: 60_000,
  })
}

type Props = {
  slots: NonNullable<ReturnType<typeof useSlots>['data']>
  chosen: string | undefined
  choose: (deliveryDay: string) => void
}

/** The next delivery days to choose from; each tells until when it takes orders. */
export function SlotPicker({ slots, chosen, choose }: Props) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold text-soft">{t.delivery}</legend>
      <div className="grid gap-2 sm:grid-cols-2 lg:grid-cols-1">
        {slots.slots.slice(0, 4).map((slot) => (
          <label
            key={slot.deliveryDay}
            className={`flex min-h-14 cursor-pointer items-center gap-3 rounded-control border px-3 py-2 ${slot.deliveryDay === chosen ? 'border-accent bg-accent-pale' : 'border-line bg-card'} ${slot.full ? 'opacity-60' : ''}`}
          >
            <input
              type="radio"
              name="slot"
              className="size-5 accent-accent"
              checked={slot.deliveryDay === chosen}
              disabled={slot.full}
              onChange={() => choose(slot.deliveryDay)}
            />
            <span className="text-sm">
              <span className="block font-semibold">{f.day(slot.deliveryDay)}</span>
              <span className="block text-xs text-soft">
                {slot.full ? (
                  t.full
                ) : (
                  <>
                    {t.orderUntil} {f.moment(slot.cutOffAt)} ·{' '}
                    <Countdown until={slot.cutOffAt} now={slots.now} heardAt={slots.heardAt} />
                  </>
                )}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
