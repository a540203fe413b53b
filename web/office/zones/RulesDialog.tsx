import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Zone } from '../../../src/modules/delivery/contract.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Alert, Badge, Button, Skeleton, TextField } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { weekdayName } from '../map/map-names.ts'
import { Closes, ClosingDialog } from './ClosingDialog.tsx'
import { useCalendarChange } from './use-calendar-change.ts'
import { words } from './zone-words.ts'

type Props = { distributor: string; zone: Zone; close: () => void }
type Draft = Pick<
  Zone,
  'weekdays' | 'cutOffDays' | 'cutOffTime' | 'lockMinutes' | 'capacityDrops' | 'minimumMinor'
>
type PartProps = { draft: Draft; set: (change: Partial<Draft>) => void }

/** The rules of a zone, and which deliveries would come of them before they are saved. */
export function RulesDialog({ distributor, zone, close }: Props) {
  const t = useWords(words)
  const [draft, setDraft] = useState<Draft>(zone)
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const save = useCalendarChange(
    ({
      weekdays,
      cutOffDays,
      cutOffTime,
      lockMinutes,
      ...rest
    }: Draft & { onOrders: 'ask' | 'keep' }) =>
      call.delivery.changeZone({
        ...{ distributor, zoneId: zone.id, weekdays, cutOffDays, cutOffTime, lockMinutes },
        ...{ capacityDrops: rest.capacityDrops, minimumMinor: rest.minimumMinor },
        onOrders: rest.onOrders,
      }),
    () => {
      toast({ text: t.saved })
      close()
    },
  )
  return (
    <>
      <Dialog open close={close} title={`${t.rulesOf} ${zone.name}`} closeLabel={t.close}>
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault()
            save.ask(draft)
          }}
        >
          <Weekdays draft={draft} set={set} />
          <Figures draft={draft} set={set} />
          <Preview distributor={distributor} zone={zone} draft={draft} />
          {save.error && <Failed error={save.error} />}
          <Button
            type="submit"
            look="primary"
            busy={save.busy}
            disabled={draft.weekdays.length === 0}
          >
            {t.save}
          </Button>
        </form>
      </Dialog>
      <ClosingDialog change={save} />
    </>
  )
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]

function Weekdays({ draft: { weekdays }, set }: PartProps) {
  const t = useWords(words)
  const { language } = useLanguage()
  const toggle = (weekday: number) =>
    set({
      weekdays: weekdays.includes(weekday)
        ? weekdays.filter((day) => day !== weekday)
        : [...weekdays, weekday].sort((a, b) => a - b),
    })
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="mb-1 text-sm text-soft">{t.weekdays}</legend>
      {WEEKDAYS.map((weekday) => (
        <button
          key={weekday}
          type="button"
          aria-pressed={weekdays.includes(weekday)}
          className={`size-11 rounded-control border text-sm ${weekdays.includes(weekday) ? 'border-accent bg-accent text-white' : 'border-edge'}`}
          onClick={() => toggle(weekday)}
        >
          {weekdayName(language, weekday, 'short')}
        </button>
      ))}
    </fieldset>
  )
}

function Figures({ draft, set }: PartProps) {
  const t = useWords(words)
  const f = useFormats()
  return (
    <div className="grid grid-cols-2 items-end gap-3">
      <TextField
        label={t.cutOff}
        type="time"
        required
        value={draft.cutOffTime}
        onChange={(event) => set({ cutOffTime: event.target.value })}
      />
      <TextField
        label={t.daysBefore}
        type="number"
        min={0}
        max={14}
        required
        value={draft.cutOffDays}
        onChange={(event) => set({ cutOffDays: Number(event.target.value) })}
      />
      <TextField
        label={t.lock}
        type="number"
        min={0}
        max={1440}
        required
        value={draft.lockMinutes}
        onChange={(event) => set({ lockMinutes: Number(event.target.value) })}
      />
      <TextField
        label={t.capacity}
        type="number"
        min={1}
        placeholder="∞"
        value={draft.capacityDrops ?? ''}
        onChange={(event) =>
          set({ capacityDrops: event.target.value ? Number(event.target.value) : null })
        }
      />
      <TextField
        label={`${t.minimum}, ${f.currencySign}`}
        type="number"
        min={0}
        step="0.01"
        required
        value={draft.minimumMinor / 100}
        onChange={(event) => set({ minimumMinor: Math.round(Number(event.target.value) * 100) })}
      />
    </div>
  )
}

const PREVIEWED = 6

function Preview({ distributor, zone, draft }: Omit<Props, 'close'> & { draft: Draft }) {
  const t = useWords(words)
  const f = useFormats()
  const { weekdays, cutOffDays, cutOffTime, lockMinutes } = draft
  const rules = { weekdays, cutOffDays, cutOffTime, lockMinutes }
  const whole = weekdays.length > 0 && cutOffTime !== ''
  const preview = useQuery({
    queryKey: ['zone-preview', distributor, zone.id, rules],
    enabled: whole,
    placeholderData: keepPreviousData,
    queryFn: () => call.delivery.previewZone({ distributor, zoneId: zone.id, ...rules }),
  })
  if (!whole) return <Alert>{t.chooseDay}</Alert>
  if (preview.error) return <Failed error={preview.error} />
  if (!preview.data) return <Skeleton rows={2} />
  const known = new Set(zone.days.map((day) => day.deliveryDay))
  const { days, closes } = preview.data
  return (
    <section aria-label={t.preview} className="space-y-2 rounded-control bg-ground p-3">
      <h3 className="text-sm font-semibold">{t.preview}</h3>
      <ol className="grid gap-x-4 gap-y-2 text-sm sm:grid-cols-2" data-testid="preview">
        {days.slice(0, PREVIEWED).map((day) => (
          <li key={day.deliveryDay}>
            {f.day(day.deliveryDay)}{' '}
            {!known.has(day.deliveryDay) && <Badge tone="accent">{t.newDay}</Badge>}
            <span className="block text-xs text-soft">
              {t.cutOff.toLowerCase()} {f.moment(day.cutOffAt)}
            </span>
          </li>
        ))}
        {days.length === 0 && <li className="text-warn">{t.noDays}</li>}
      </ol>
      {closes.orders > 0 && <Closes closes={closes} />}
    </section>
  )
}
