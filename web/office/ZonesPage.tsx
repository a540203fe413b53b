import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, errorText } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { PageHead } from '../frame/PageHead.tsx'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Alert, Button, Card, Empty, Skeleton, TextField } from '../kit/Parts.tsx'
import { words } from './office-words.ts'

type Zone = Awaited<ReturnType<typeof call.delivery.zones>>['zones'][number]

/** Zones: their days, cut-offs, what the next trucks carry, and exceptions. */
export function ZonesPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const zones = useQuery({
    queryKey: ['zones', distributor],
    queryFn: () => call.delivery.zones({ distributor }),
  })
  if (zones.error) return <Failed error={zones.error} retry={zones.refetch} />
  if (!zones.data) return <Skeleton rows={6} />
  return (
    <div className="space-y-4">
      <PageHead title={t.zones} />
      {zones.data.zones.length === 0 && <Empty title={t.none} />}
      <div className="grid gap-4 xl:grid-cols-2">
        {zones.data.zones.map((zone) => (
          <ZoneCard key={zone.id} distributor={distributor} zone={zone} />
        ))}
      </div>
    </div>
  )
}

function ZoneCard({ distributor, zone }: { distributor: string; zone: Zone }) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: ['zones'] })
  const close = useMutation({
    mutationFn: (day: string) =>
      call.delivery.makeException({
        distributor,
        zoneId: zone.id,
        day,
        kind: 'closed',
        movedTo: null,
        reason: '',
      }),
    onSettled: again,
  })
  const undo = useMutation({
    mutationFn: (day: string) => call.delivery.dropException({ distributor, zoneId: zone.id, day }),
    onSettled: again,
  })
  return (
    <Card className="space-y-4">
      <h2 className="font-semibold">
        {zone.name}{' '}
        <span className="font-normal text-faint">
          {zone.code} · {zone.outlets} {t.drops}
        </span>
      </h2>
      <ZoneForm distributor={distributor} zone={zone} />
      <ul className="divide-y divide-line text-sm">
        {zone.days.slice(0, 5).map((day) => (
          <li
            key={day.deliveryDay}
            className="grid grid-cols-2 items-center gap-x-3 py-1 md:grid-cols-[8rem_1fr_1fr_auto]"
          >
            <span className="w-36 font-medium">{f.day(day.deliveryDay)}</span>
            <span className="text-soft">
              {t.cutOff} {f.moment(day.cutOffAt)}
            </span>
            <span>
              {day.drops} {t.drops} · {f.money(day.valueMinor)}
            </span>
            <Button look="quiet" onClick={() => close.mutate(day.deliveryDay)}>
              {t.close}
            </Button>
          </li>
        ))}
      </ul>
      {zone.exceptions.length > 0 && (
        <div>
          <h3 className="text-sm font-semibold">{t.exceptions}</h3>
          <ul className="text-sm">
            {zone.exceptions.map((exception) => (
              <li key={exception.day} className="flex items-center justify-between gap-2">
                {f.day(exception.day)}: {t[exception.kind as 'closed']}
                {exception.movedTo && ` → ${f.day(exception.movedTo)}`}
                <Button look="quiet" onClick={() => undo.mutate(exception.day)}>
                  {t.undo}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  )
}

const MONDAY = Date.UTC(2024, 0, 1)

function ZoneForm({ distributor, zone }: { distributor: string; zone: Zone }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [draft, setDraft] = useState(zone)
  const save = useMutation({
    mutationFn: () =>
      call.delivery.changeZone({
        distributor,
        zoneId: zone.id,
        weekdays: draft.weekdays,
        cutOffDays: draft.cutOffDays,
        cutOffTime: draft.cutOffTime,
        lockMinutes: draft.lockMinutes,
        capacityDrops: draft.capacityDrops,
        minimumMinor: draft.minimumMinor,
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['zones'] }),
  })
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Weekdays chosen={draft.weekdays} choose={(weekdays) => setDraft({ ...draft, weekdays })} />
      <TextField
        label={t.daysBefore}
        type="number"
        min={0}
        max={14}
        className="w-24"
        value={draft.cutOffDays}
        onChange={(e) => setDraft({ ...draft, cutOffDays: Number(e.target.value) })}
      />
      <TextField
        label={t.cutOff}
        type="time"
        className="w-32"
        value={draft.cutOffTime}
        onChange={(e) => setDraft({ ...draft, cutOffTime: e.target.value })}
      />
      <TextField
        label={t.capacity}
        type="number"
        min={1}
        className="w-28"
        value={draft.capacityDrops ?? ''}
        onChange={(e) =>
          setDraft({ ...draft, capacityDrops: e.target.value ? Number(e.target.value) : null })
        }
      />
      <TextField
        label={t.minimum}
        type="number"
        min={0}
        className="w-28"
        value={draft.minimumMinor / 100}
        onChange={(e) =>
          setDraft({ ...draft, minimumMinor: Math.round(Number(e.target.value) * 100) })
        }
      />
      <Button type="submit" busy={save.isPending}>
        {save.isSuccess ? `✓ ${t.saved}` : t.save}
      </Button>
      {save.error && <Alert tone="bad">{errorText(save.error, t.offline)}</Alert>}
    </form>
  )
}

type WeekdaysProps = { chosen: number[]; choose: (weekdays: number[]) => void }

function Weekdays({ chosen, choose }: WeekdaysProps) {
  const t = useWords(words)
  const { language } = useLanguage()
  const dayName = (weekday: number) =>
    new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
      new Date(MONDAY + (weekday - 1) * 86_400_000),
    )
  const toggle = (weekday: number) =>
    choose(
      chosen.includes(weekday)
        ? chosen.filter((day) => day !== weekday)
        : [...chosen, weekday].sort((a, b) => a - b),
    )
  return (
    <fieldset className="flex gap-1">
      <legend className="mb-1 text-sm text-soft">{t.weekdays}</legend>
      {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
        <button
          key={weekday}
          type="button"
          aria-pressed={chosen.includes(weekday)}
          className={`size-11 rounded-control border text-sm ${chosen.includes(weekday) ? 'border-accent bg-accent text-white' : 'border-line'}`}
          onClick={() => toggle(weekday)}
        >
          {dayName(weekday)}
        </button>
      ))}
    </fieldset>
  )
}
