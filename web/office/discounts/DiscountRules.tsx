import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useWords } from '../../kit/language.ts'
import { Button, Card, SelectField, Skeleton, TextField } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { budgetsQuery } from './Budgets.tsx'
import { words } from './discount-words.ts'
import { LimitForm } from './LimitForm.tsx'

type Setting = { whenOver: 'refuse' | 'approval'; proposeAfter: number }

/** What each role may give, what happens over it, and when a condition is proposed. */
export function DiscountRules({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const budgets = useQuery(budgetsQuery(distributor))
  if (budgets.error) return <Failed error={budgets.error} retry={budgets.refetch} />
  if (!budgets.data) return <Skeleton rows={4} />
  return (
    <div className="max-w-2xl space-y-4">
      {budgets.data.roles.map(({ role, ...known }) => (
        <Card key={role} className="space-y-2">
          <h2 className="font-semibold first-letter:uppercase">{t[role]}</h2>
          <LimitForm distributor={distributor} holder={role} known={known} />
        </Card>
      ))}
      <SettingForm distributor={distributor} known={budgets.data.setting} />
    </div>
  )
}

function SettingForm({ distributor, known }: { distributor: string; known: Setting }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [changed, setChanged] = useState<Partial<Setting>>({})
  const setting = { ...known, ...changed }
  const save = useMutation({
    mutationFn: () => call.ordering.setHandSetting({ distributor, ...setting }),
    onSuccess: () => toast({ text: t.saved }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['hand'] }),
  })
  return (
    <Card>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <SelectField
          label={t.whenOver}
          value={setting.whenOver}
          onChange={(event) =>
            setChanged({ ...changed, whenOver: event.target.value as Setting['whenOver'] })
          }
        >
          <option value="refuse">{t.refuse}</option>
          <option value="approval">{t.approval}</option>
        </SelectField>
        <TextField
          label={t.proposeAfter}
          type="number"
          min={2}
          max={20}
          required
          value={setting.proposeAfter}
          onChange={(event) => setChanged({ ...changed, proposeAfter: Number(event.target.value) })}
        />
        {save.error && <Failed error={save.error} />}
        <Button type="submit" look="primary" busy={save.isPending}>
          {t.save}
        </Button>
      </form>
    </Card>
  )
}
