import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Button, TextField } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { words } from './discount-words.ts'

type Limit = { percentBp: number; budgetMinor: number }
type Props = {
  distributor: string
  /** A role or a person. */
  holder: string
  known: Limit
  /** A person with a limit of his own may go back to that of his role. */
  own?: boolean
  done?: () => void
}

/** The limit of a line and the budget of a month, of a role or a person. */
export function LimitForm({ distributor, holder, known, own = false, done }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const [percent, setPercent] = useState(String(known.percentBp / 100))
  const [budget, setBudget] = useState(String(known.budgetMinor / 100))
  const save = useMutation({
    mutationFn: (limit: Limit | null) =>
      call.ordering.putHandLimit({
        ...{ distributor, holder },
        percentBp: limit?.percentBp ?? null,
        budgetMinor: limit?.budgetMinor ?? null,
      }),
    onSuccess: () => {
      toast({ text: t.saved })
      done?.()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['hand'] }),
  })
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        const percentBp = Math.round(Number(percent) * 100)
        save.mutate({ percentBp, budgetMinor: Math.round(Number(budget) * 100) })
      }}
    >
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={t.limit}
          className="w-40"
          type="number"
          min={0}
          max={50}
          step={0.1}
          required
          value={percent}
          onChange={(event) => setPercent(event.target.value)}
        />
        <TextField
          label={`${t.budget}, ${f.currencySign}`}
          className="w-44"
          type="number"
          min={0}
          max={1_000_000_000}
          step={0.01}
          required
          value={budget}
          onChange={(event) => setBudget(event.target.value)}
        />
        <Button type="submit" look="primary" busy={save.isPending}>
          {t.save}
        </Button>
        {own && (
          <Button look="quiet" onClick={() => save.mutate(null)}>
            {t.asRole}
          </Button>
        )}
      </div>
      {save.error && <Failed error={save.error} />}
    </form>
  )
}
