import { useState } from 'react'
import type { Zone } from '../../../src/modules/delivery/contract.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { useWords } from '../../kit/language.ts'
import { Button, SelectField, TextField } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { ClosingDialog } from './ClosingDialog.tsx'
import { useCalendarChange } from './use-calendar-change.ts'
import { words } from './zone-words.ts'

const KINDS = ['closed', 'moved', 'extra'] as const
type Kind = (typeof KINDS)[number]
type Draft = { day: string; kind: Kind; movedTo: string; reason: string }
type Start = { day?: string; kind?: string; movedTo?: string | null; reason?: string }
type Props = { distributor: string; zone: Zone; start: Start; close: () => void }

/** Closes a zone's day, moves its delivery, or adds one. */
export function ExceptionDialog({ distributor, zone, start, close }: Props) {
  const t = useWords(words)
  const [draft, setDraft] = useState<Draft>({
    day: start.day ?? '',
    kind: KINDS.find((kind) => kind === start.kind) ?? 'closed',
    movedTo: start.movedTo ?? '',
    reason: start.reason ?? '',
  })
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const save = useCalendarChange(
    ({ movedTo, ...exception }: Draft & { onOrders: 'ask' | 'keep' }) =>
      call.delivery.makeException({
        ...{ distributor, zoneId: zone.id, ...exception },
        movedTo: exception.kind === 'moved' ? movedTo : null,
      }),
    () => {
      toast({ text: t.saved })
      close()
    },
  )
  return (
    <>
      <Dialog open close={close} title={`${t.exception}: ${zone.name}`} closeLabel={t.close}>
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault()
            save.ask(draft)
          }}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label={t.onDay}
              type="date"
              required
              value={draft.day}
              onChange={(event) => set({ day: event.target.value })}
            />
            <SelectField
              label={t.kind}
              value={draft.kind}
              onChange={(event) => set({ kind: event.target.value as Kind })}
            >
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t[kind]}
                </option>
              ))}
            </SelectField>
            {draft.kind === 'moved' && (
              <TextField
                label={t.movedTo}
                type="date"
                required
                value={draft.movedTo}
                onChange={(event) => set({ movedTo: event.target.value })}
              />
            )}
          </div>
          <TextField
            label={t.reason}
            maxLength={500}
            value={draft.reason}
            onChange={(event) => set({ reason: event.target.value })}
          />
          {save.error && <Failed error={save.error} />}
          <Button type="submit" look="primary" busy={save.busy}>
            {t.save}
          </Button>
        </form>
      </Dialog>
      <ClosingDialog change={save} moves={draft.kind === 'moved'} />
    </>
  )
}
