import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useWords } from '../../kit/language.ts'
import { Button, Card, Skeleton, TextField } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { words } from './debt-page-words.ts'

type Setting = { staleHours: number; promiseDaysMax: number }

/** How old a balance may be to hold an order, and how far ahead one may promise. */
export function DebtSetting({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [changed, setChanged] = useState<Partial<Setting>>({})
  const debts = useQuery({
    queryKey: ['debts', distributor, 'setting'],
    queryFn: () => call.accounts.debts({ distributor, limit: 1 }),
  })
  const save = useMutation({
    mutationFn: (setting: Setting) => call.accounts.setDebtSetting({ distributor, ...setting }),
    onSuccess: () => toast({ text: t.saved }),
    onSettled: () => queries.invalidateQueries(),
  })
  if (debts.error) return <Failed error={debts.error} retry={debts.refetch} />
  if (!debts.data) return <Skeleton rows={2} />
  const setting = { ...debts.data.setting, ...changed }
  return (
    <Card className="max-w-xl">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(setting)
        }}
      >
        <TextField
          label={t.staleHours}
          type="number"
          min={1}
          max={720}
          required
          value={setting.staleHours}
          onChange={(event) => setChanged({ ...changed, staleHours: Number(event.target.value) })}
        />
        <TextField
          label={t.promiseDays}
          type="number"
          min={1}
          max={90}
          required
          value={setting.promiseDaysMax}
          onChange={(event) =>
            setChanged({ ...changed, promiseDaysMax: Number(event.target.value) })
          }
        />
        {save.error && <Failed error={save.error} />}
        <Button type="submit" look="primary" busy={save.isPending}>
          {t.save}
        </Button>
      </form>
    </Card>
  )
}
