import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { StrandedDay } from '../../../src/modules/delivery/contract.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { ConfirmDialog } from '../../kit/Dialog.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Alert, Button, Card } from '../../kit/Parts.tsx'
import { OUTLETS } from '../fit/fit-words.ts'
import { words } from './stranded-words.ts'
import { ORDERS } from './zone-words.ts'

type Stayed = Awaited<ReturnType<typeof call.ordering.moveStranded>>['stayed']
type Done = { moved: number; outlets: number; stayed: Stayed }

const NOTHING: Done = { moved: 0, outlets: 0, stayed: [] }

/** Orders that stand on days without a truck, and the tap that moves them all to the next day. */
export function Stranded({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const found = useQuery({
    queryKey: ['zones', distributor, 'stranded'],
    queryFn: () => call.delivery.stranded({ distributor }),
  })
  const [told, setTold] = useState<{ day: StrandedDay; done: Done } | null>(null)
  if (found.error) return <Failed error={found.error} retry={found.refetch} />
  const days = found.data?.days ?? []
  if (days.length === 0 && !told) return null
  return (
    <section aria-labelledby="stranded" className="space-y-2" data-testid="stranded">
      <h2 id="stranded" className="font-semibold">
        {t.heading}
      </h2>
      {told && <DoneTold {...told} />}
      {days.map((day) => (
        <DayCard
          key={`${day.zoneId} ${day.deliveryDay}`}
          distributor={distributor}
          day={day}
          tell={(done) => setTold({ day, done })}
        />
      ))}
    </section>
  )
}

function DoneTold({ day, done }: { day: StrandedDay; done: Done }) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <div role="status">
      <Alert tone={done.stayed.length > 0 ? 'warn' : 'good'}>
        <p>
          {day.zoneName}, {f.day(day.deliveryDay)}: {t.moved} {f.count(done.moved, ORDERS)}.{' '}
          {done.moved > 0 && t.told}
        </p>
        {done.stayed.length > 0 && (
          <ul className="mt-1 text-sm">
            {done.stayed.slice(0, STAYED_SHOWN).map(({ outletId, outletName, why }) => (
              <li key={outletId}>
                {outletName}: {t[why]}
              </li>
            ))}
            {done.stayed.length > STAYED_SHOWN && (
              <li>
                {t.andMore} {f.count(done.stayed.length - STAYED_SHOWN, OUTLETS)}
              </li>
            )}
          </ul>
        )}
      </Alert>
    </div>
  )
}

const STAYED_SHOWN = 20

type DayProps = { distributor: string; day: StrandedDay; tell: (done: Done) => void }

function DayCard({ distributor, day, tell }: DayProps) {
  const t = useWords(words)
  const f = useFormats()
  const [asking, setAsking] = useState(false)
  const { done, move } = useMove(distributor, day, tell)
  return (
    <Card className="space-y-2 border-warn/40">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="font-semibold">
            {day.zoneName}, {f.day(day.deliveryDay)}
          </p>
          <p className="text-sm text-soft">
            {t[`by_${day.why}`]}
            {day.reason && `: ${day.reason}`} · {f.count(day.orders, ORDERS)} ·{' '}
            {f.count(day.outletCount, OUTLETS)} · {f.money(day.valueMinor)}
          </p>
        </div>
        <Button look="primary" busy={move.isPending} onClick={() => setAsking(true)}>
          {t.moveAll}
        </Button>
      </div>
      {move.isPending && (
        <label className="block text-sm">
          {t.moving} {f.number(done.outlets)} / {f.number(day.outletCount)}
          <progress className="block w-full" max={day.outletCount} value={done.outlets} />
        </label>
      )}
      {move.error && <Failed error={move.error} />}
      <OutletList day={day} />
      <ConfirmDialog
        open={asking}
        close={() => setAsking(false)}
        title={t.surely}
        closeLabel={t.no}
        yes={t.moveAll}
        no={t.no}
        busy={false}
        confirm={() => {
          setAsking(false)
          move.mutate()
        }}
      >
        <p className="text-sm">{t.surelyHow}</p>
      </ConfirmDialog>
    </Card>
  )
}

function OutletList({ day }: { day: StrandedDay }) {
  const t = useWords(words)
  const f = useFormats()
  const untold = day.outletCount - day.outlets.length
  return (
    <>
      <ul className="max-h-64 divide-y divide-line overflow-y-auto text-sm">
        {day.outlets.map((outlet) => (
          <li key={outlet.outletId} className="flex flex-wrap items-center justify-between gap-x-3">
            <Link
              href={`/?day=${day.deliveryDay}&q=${encodeURIComponent(outlet.outletName)}`}
              className="inline-flex min-h-11 min-w-0 items-center text-accent hover:underline md:min-h-8"
            >
              {outlet.outletName}, {outlet.city}
            </Link>
            <span className={outlet.next ? 'text-soft' : 'text-warn'}>
              {outlet.next ? `→ ${f.day(outlet.next)}` : t.noRoom}
            </span>
          </li>
        ))}
      </ul>
      {untold > 0 && (
        <p className="text-sm text-soft">
          {t.andMore} {f.count(untold, OUTLETS)}
        </p>
      )}
    </>
  )
}

// So many outlets at a time, each step shown: a page that is closed meanwhile leaves nothing half done.
function useMove(
  distributor: string,
  { zoneId, deliveryDay }: StrandedDay,
  tell: DayProps['tell'],
) {
  const queries = useQueryClient()
  const [done, setDone] = useState(NOTHING)
  const move = useMutation({
    mutationFn: async () => {
      let sum = NOTHING
      let after: string | null = null
      setDone(sum)
      do {
        const step: Done & { next: string | null } = await call.ordering.moveStranded({
          ...{ distributor, zoneId, day: deliveryDay, after },
        })
        sum = {
          moved: sum.moved + step.moved,
          outlets: sum.outlets + step.outlets,
          stayed: [...sum.stayed, ...step.stayed],
        }
        setDone(sum)
        after = step.next
      } while (after)
      return sum
    },
    onSuccess: tell,
    onSettled: () => {
      for (const key of ['zones', 'orders', 'slots']) {
        void queries.invalidateQueries({ queryKey: [key] })
      }
    },
  })
  return { done, move }
}
