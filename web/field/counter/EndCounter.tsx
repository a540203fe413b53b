import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { OBJECTIONS } from '../../../src/modules/rollout/desk/objection-rules.ts'
import { call, errorText } from '../../call.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLanguage, useWords } from '../../kit/language.ts'
import { Alert, Button, SelectField, TextField } from '../../kit/Parts.tsx'
import { words } from './counter-words.ts'

const OUTCOMES = ['refused', 'agreed', 'no_answer'] as const
type Outcome = (typeof OUTCOMES)[number]
type Objection = (typeof OBJECTIONS)[number]['code']

type Props = { distributor: string; counterId: string; close: () => void }

/** What stopped the first order today. */
export function EndCounter({ distributor, counterId, close }: Props) {
  const t = useWords(words)
  const { language } = useLanguage()
  const queries = useQueryClient()
  // Nothing is chosen in advance: what is saved in haste would be believed.
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [objection, setObjection] = useState<Objection | ''>('')
  const [note, setNote] = useState('')
  const refused = outcome === 'refused'
  const end = useMutation({
    mutationFn: (said: Outcome) =>
      call.rollout.endCounter({
        ...{ distributor, counterId, outcome: said, note },
        objection: refused && objection !== '' ? objection : null,
      }),
    onSuccess: close,
    onSettled: () => queries.invalidateQueries({ queryKey: ['counter'] }),
  })
  return (
    <Dialog open title={t.what} closeLabel={t.close} close={close}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (outcome) end.mutate(outcome)
        }}
      >
        <fieldset className="space-y-1">
          <legend className="sr-only">{t.what}</legend>
          {OUTCOMES.map((one) => (
            <label key={one} className="flex min-h-11 items-center gap-3">
              <input
                type="radio"
                name="outcome"
                required
                className="size-6"
                checked={outcome === one}
                onChange={() => setOutcome(one)}
              />
              {t[one]}
            </label>
          ))}
        </fieldset>
        {refused && (
          <SelectField
            label={t.why}
            value={objection}
            required
            onChange={(event) => setObjection(event.target.value as Objection)}
          >
            <option value="" disabled>
              {t.choose}
            </option>
            {OBJECTIONS.map(({ code, name }) => (
              <option key={code} value={code}>
                {name[language]}
              </option>
            ))}
          </SelectField>
        )}
        <TextField
          label={t.note}
          value={note}
          maxLength={500}
          onChange={(event) => setNote(event.target.value)}
        />
        {end.error && <Alert tone="bad">{errorText(end.error, t.offline)}</Alert>}
        <Button type="submit" look="primary" className="w-full" busy={end.isPending}>
          {t.save}
        </Button>
      </form>
    </Dialog>
  )
}
