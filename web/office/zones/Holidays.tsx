import { X } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Button, Card, IconButton, TextField } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { ClosingDialog } from './ClosingDialog.tsx'
import { useCalendarChange } from './use-calendar-change.ts'
import { words } from './zone-words.ts'

type Holiday = { day: string; name: string }
type Props = { distributor: string; holidays: Holiday[] }

const NONE: Holiday = { day: '', name: '' }

/** Days on which no zone delivers: adding one, naming it anew, taking it back. */
export function Holidays({ distributor, holidays }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const [draft, setDraft] = useState(NONE)
  const put = useCalendarChange(
    (holiday: Holiday & { onOrders: 'ask' | 'keep' }) =>
      call.delivery.putHoliday({ distributor, ...holiday }),
    () => setDraft(NONE),
  )
  const putBack = useCalendarChange((holiday: Holiday) =>
    call.delivery.putHoliday({ distributor, ...holiday, onOrders: 'keep' }),
  )
  const drop = useCalendarChange(
    ({ day }: Holiday) => call.delivery.dropHoliday({ distributor, day }),
    (holiday) =>
      toast({
        text: `${t.removed}: ${f.day(holiday.day)}`,
        action: { label: t.undo, run: () => putBack.ask(holiday) },
      }),
  )
  const error = put.error ?? drop.error ?? putBack.error
  return (
    <Card className="grid gap-x-6 gap-y-3 lg:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <h2 className="font-semibold">{t.holidays}</h2>
        <p className="text-sm text-soft">{t.holidaysLead}</p>
        <ul className="mt-2 flex flex-wrap gap-2 text-sm" data-testid="holidays">
          {holidays.length === 0 && <li className="text-faint">{t.noHolidays}</li>}
          {holidays.map((holiday) => (
            <li
              key={holiday.day}
              className="inline-flex items-center rounded-full border border-line pl-3"
            >
              {f.fullDay(holiday.day)}
              {holiday.name && <span className="ml-1 text-soft">· {holiday.name}</span>}
              <IconButton
                label={`${t.remove}: ${f.day(holiday.day)}`}
                onClick={() => drop.ask(holiday)}
              >
                <X size={16} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      </div>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          put.ask(draft)
        }}
      >
        <TextField
          label={t.onDay}
          type="date"
          required
          value={draft.day}
          onChange={(event) => setDraft({ ...draft, day: event.target.value })}
        />
        <TextField
          label={t.holidayName}
          maxLength={200}
          className="w-48"
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <Button type="submit" busy={put.busy}>
          {t.addHoliday}
        </Button>
      </form>
      {error && (
        <div className="lg:col-span-2">
          <Failed error={error} />
        </div>
      )}
      <ClosingDialog change={put} />
    </Card>
  )
}
