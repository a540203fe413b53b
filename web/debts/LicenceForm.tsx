import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useLanguage, useWords } from '../kit/language.ts'
import { Button, SelectField, TextField } from '../kit/Parts.tsx'
import { LICENCE_NAMES } from './licence-words.ts'

const words = {
  add: { uk: 'Внести ліцензію', en: 'Enter a licence', ru: 'Внести лицензию' },
  kind: { uk: 'Вид', en: 'Kind', ru: 'Вид' },
  number: { uk: 'Номер', en: 'Number', ru: 'Номер' },
  from: { uk: 'Діє з', en: 'Valid from', ru: 'Действует с' },
  to: {
    uk: 'Діє до (порожньо — безстроково)',
    en: 'Until (empty: no end)',
    ru: 'До (пусто — бессрочно)',
  },
  save: { uk: 'Зберегти', en: 'Save', ru: 'Сохранить' },
}
type Kind = keyof typeof LICENCE_NAMES
const EMPTY = { kind: 'alcohol' as Kind, number: '', fromDay: '', toDay: '' }

/** Enters a licence of the place; one of the same kind and number is mended. */
export function LicenceForm({ distributor, outletId }: { distributor: string; outletId: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [licence, setLicence] = useState(EMPTY)
  const save = useMutation({
    mutationFn: () =>
      call.accounts.putLicence({
        distributor,
        outletId,
        ...licence,
        toDay: licence.toDay === '' ? null : licence.toDay,
      }),
    onSuccess: () => setLicence(EMPTY),
    onSettled: () => queries.invalidateQueries({ queryKey: ['licences'] }),
  })
  const set = (change: Partial<typeof EMPTY>) => setLicence({ ...licence, ...change })
  return (
    <details className="no-print mt-2">
      <summary className="fold text-sm text-accent">{t.add}</summary>
      <form
        className="grid items-end gap-3 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <SelectField
          label={t.kind}
          value={licence.kind}
          onChange={(event) => set({ kind: event.target.value as Kind })}
        >
          {Object.entries(LICENCE_NAMES).map(([kind, name]) => (
            <option key={kind} value={kind}>
              {name[language]}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t.number}
          required
          value={licence.number}
          onChange={(event) => set({ number: event.target.value })}
        />
        <TextField
          label={t.from}
          type="date"
          required
          value={licence.fromDay}
          onChange={(event) => set({ fromDay: event.target.value })}
        />
        <TextField
          label={t.to}
          type="date"
          min={licence.fromDay}
          value={licence.toDay}
          onChange={(event) => set({ toDay: event.target.value })}
        />
        {save.error && <Failed error={save.error} />}
        <Button type="submit" look="primary" busy={save.isPending}>
          {t.save}
        </Button>
      </form>
    </details>
  )
}
