import { useState } from 'react'
import { Link } from 'wouter'
import type { Zone } from '../../../src/modules/delivery/contract.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { DROPS } from '../../kit/counted.ts'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button, Card } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { weekdaysIn } from '../../kit/weekdays.ts'
import { OUTLETS } from '../fit/fit-words.ts'
import { ClosingDialog } from './ClosingDialog.tsx'
import { ExceptionDialog } from './ExceptionDialog.tsx'
import { useCalendarChange } from './use-calendar-change.ts'
import { DAYS_BEFORE, DROPS_A_DAY, words } from './zone-words.ts'

type Props = { distributor: string; zone: Zone; openRules: () => void }
export type Exception = Zone['exceptions'][number]

const DAYS_SHOWN = 5

/** One zone: its rules in a line, the next trucks with what they carry, its exceptions. */
export function ZoneCard({ distributor, zone, openRules }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const [edited, setEdited] = useState<Partial<Exception> | null>(null)
  return (
    <Card className="space-y-3">
      <div className="flex items-start justify-between gap-x-3">
        <div className="min-w-0">
          <h2 className="font-semibold">
            {zone.name}{' '}
            <span className="font-normal text-faint">
              {zone.code} · {f.count(zone.outlets, OUTLETS)}
            </span>
          </h2>
          <RulesLine zone={zone} />
        </div>
        <Button aria-label={`${t.rulesOf} ${zone.name}`} onClick={openRules}>
          {t.rules}
        </Button>
      </div>
      <ul className="divide-y divide-line border-y border-line text-sm">
        {zone.days.slice(0, DAYS_SHOWN).map((day) => (
          <DayRow
            key={day.deliveryDay}
            day={day}
            capacity={zone.capacityDrops}
            change={() => setEdited({ day: day.deliveryDay })}
          />
        ))}
        {zone.days.length === 0 && <li className="py-3 text-warn">{t.noDays}</li>}
      </ul>
      <Exceptions distributor={distributor} zone={zone} edit={setEdited} />
      {edited && (
        <ExceptionDialog
          distributor={distributor}
          zone={zone}
          start={edited}
          close={() => setEdited(null)}
        />
      )}
    </Card>
  )
}

function RulesLine({ zone }: { zone: Zone }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const before =
    [t.sameDay, t.dayBefore][zone.cutOffDays] ??
    `${t.ahead} ${f.count(zone.cutOffDays, DAYS_BEFORE)}`.trim()
  return (
    <p className="text-sm text-soft">
      <strong className="text-ink">{weekdaysIn(language, zone.weekdays)}</strong> ·{' '}
      {t.cutOff.toLowerCase()} {zone.cutOffTime} {before} ·{' '}
      {zone.minimumMinor > 0
        ? `${t.minimum.toLowerCase()} ${f.money(zone.minimumMinor)}`
        : t.noMinimum}{' '}
      · {zone.capacityDrops === null ? t.noCapacity : f.count(zone.capacityDrops, DROPS_A_DAY)}
    </p>
  )
}

type DayProps = { day: Zone['days'][number]; capacity: number | null; change: () => void }

function DayRow({ day, capacity, change }: DayProps) {
  const t = useWords(words)
  const f = useFormats()
  const name = f.day(day.deliveryDay)
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 py-1 md:grid-cols-[8.5rem_9rem_minmax(0,1fr)_auto]">
      <Link
        href={`/?day=${day.deliveryDay}`}
        className="inline-flex min-h-11 md:min-h-8 items-center font-medium text-accent hover:underline"
      >
        {name}
      </Link>
      <span className="col-start-1 whitespace-nowrap text-soft md:col-start-auto">
        {t.until} {f.moment(day.cutOffAt)}
      </span>
      <span className="col-start-1 pb-1 md:col-start-auto md:pb-0">
        <Taken drops={day.drops} capacity={capacity} />
        {day.drops > 0 && (
          <span className="block whitespace-nowrap text-soft">{f.money(day.valueMinor)}</span>
        )}
      </span>
      <Button
        look="quiet"
        className="col-start-2 row-span-3 row-start-1 text-sm md:col-start-auto md:row-span-1 md:row-start-auto"
        aria-label={`${t.change}: ${name}`}
        onClick={change}
      >
        {t.change}
      </Button>
    </li>
  )
}

/** Places on the truck: used of all, and how many are left. */
function Taken({ drops, capacity }: { drops: number; capacity: number | null }) {
  const t = useWords(words)
  const f = useFormats()
  if (capacity === null) {
    return drops === 0 ? (
      <span className="text-faint">{t.nothing}</span>
    ) : (
      <span className="whitespace-nowrap">{f.count(drops, DROPS)}</span>
    )
  }
  const left = Math.max(0, capacity - drops)
  return (
    <span className="whitespace-nowrap" data-testid="taken">
      {f.number(drops)} {t.of} {f.number(capacity)} ·{' '}
      {left === 0 ? (
        <Badge tone="warn">{t.full}</Badge>
      ) : (
        <span className="text-soft">
          {t.free} {f.number(left)}
        </span>
      )}
    </span>
  )
}

type ExceptionsProps = {
  distributor: string
  zone: Zone
  edit: (exception: Partial<Exception>) => void
}

function Exceptions({ distributor, zone, edit }: ExceptionsProps) {
  const t = useWords(words)
  const f = useFormats()
  const where = { distributor, zoneId: zone.id }
  const putBack = useCalendarChange(({ kind, ...exception }: Exception) =>
    call.delivery.makeException({
      ...where,
      ...exception,
      kind: kind as 'closed',
      onOrders: 'keep',
    }),
  )
  const drop = useCalendarChange(
    ({ day, onOrders }: Exception & { onOrders: 'ask' | 'keep' }) =>
      call.delivery.dropException({ ...where, day, onOrders }),
    (exception) =>
      toast({
        text: `${t.removed}: ${f.day(exception.day)}`,
        action: { label: t.undo, run: () => putBack.ask(exception) },
      }),
  )
  const error = drop.error ?? putBack.error
  const [next] = zone.days
  return (
    <div className="space-y-1">
      <div className="flex items-center justify-between gap-3">
        <h3 className="text-sm font-semibold">{t.exceptions}</h3>
        <span className="flex flex-wrap justify-end">
          <Button
            look="quiet"
            className="text-sm"
            onClick={() => edit({ ...(next && { day: next.deliveryDay }), kind: 'moved' })}
          >
            {t.pause}
          </Button>
          <Button look="quiet" className="text-sm" onClick={() => edit({})}>
            {t.addException}
          </Button>
        </span>
      </div>
      {error && <Failed error={error} />}
      <ul className="text-sm">
        {zone.exceptions.map((exception) => (
          <li key={exception.day} className="flex flex-wrap items-center gap-x-3">
            <span className="min-w-0 flex-1">
              <strong className="font-medium">{f.day(exception.day)}</strong>{' '}
              {t[exception.kind as 'closed']}
              {exception.movedTo && ` → ${f.day(exception.movedTo)}`}
              {exception.reason && <span className="text-faint"> · {exception.reason}</span>}
            </span>
            <Button
              look="quiet"
              className="text-sm"
              aria-label={`${t.change}: ${f.day(exception.day)}`}
              onClick={() => edit(exception)}
            >
              {t.change}
            </Button>
            <Button
              look="quiet"
              className="text-sm"
              aria-label={`${t.remove}: ${f.day(exception.day)}`}
              onClick={() => drop.ask(exception)}
            >
              {t.remove}
            </Button>
          </li>
        ))}
      </ul>
      <ClosingDialog change={drop} />
    </div>
  )
}
